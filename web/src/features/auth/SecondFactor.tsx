import { Fingerprint } from 'lucide-react';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CodeMethod, FactorMethod } from '@/api/identity';
import '@/lib/i18n/account';
import { useSentence } from '@/lib/i18n/sentence';
import { Problem } from '@/lib/problem';
import { useSubmit } from '@/lib/use-submit';
import { Button } from '@/ui/Button';
import { ProblemNote } from '@/ui/Problem';
import { signInWithCode, signInWithPasskey } from './api';
import { CodeField } from './CodeField';
import type { Challenge } from './SignIn';

interface Props {
  challenge: Challenge;
  onBack(why: 'chosen' | 'over'): void;
}

/** What is asked for after the right password. */
export function SecondFactor({ challenge: { challenge, methods }, onBack }: Props) {
  const { t } = useTranslation();
  const sentence = useSentence();
  const [method, setMethod] = useState<FactorMethod>(
    (['totp', 'passkey', 'recovery-code'] as const).find((one) => methods.includes(one)) ?? 'totp',
  );
  const [code, setCode] = useState('');
  const { busy, problem, submit, clear } = useSubmit();

  const attempt = (task: () => Promise<void>) => {
    submit(async () => {
      try {
        await task();
      } catch (cause) {
        if (Problem.of(cause).code === 'unauthenticated') onBack('over');
        else throw cause;
      }
    });
  };
  const enter = (how: CodeMethod, entered: string) =>
    attempt(() => signInWithCode(challenge, how, entered.replaceAll(' ', '')));
  const choose = (next: FactorMethod) => {
    clear();
    setCode('');
    setMethod(next);
  };
  const wrong = problem?.code === 'bad-code' ? sentence(problem) : undefined;

  return (
    <div className="space-y-4">
      {method === 'passkey' ? (
        <>
          <p className="text-center text-muted">{t('factor.passkeyText')}</p>
          {problem && <ProblemNote cause={problem} />}
          <Button
            variant="primary"
            className="w-full"
            busy={busy}
            autoFocus
            icon={<Fingerprint size={17} aria-hidden="true" />}
            onClick={() => attempt(() => signInWithPasskey(challenge))}
          >
            {t('factor.usePasskey')}
          </Button>
        </>
      ) : (
        <form
          className="space-y-4"
          onSubmit={(event: FormEvent) => {
            event.preventDefault();
            enter(method, code);
          }}
        >
          <CodeField
            method={method}
            value={code}
            error={wrong}
            onChange={(next) => {
              clear();
              setCode(next);
              // A code that was filled in or is complete needs no click.
              if (method === 'totp' && next.replaceAll(' ', '').length === 6) enter(method, next);
            }}
          />
          {problem && wrong === undefined && <ProblemNote cause={problem} />}
          <Button type="submit" variant="primary" busy={busy} className="w-full">
            {t('factor.confirm')}
          </Button>
        </form>
      )}
      <ul className="flex flex-col items-center gap-1.5 pt-1 text-sm">
        {(['totp', 'passkey', 'recovery-code'] as const)
          .filter((other) => other !== method && methods.includes(other))
          .map((other) => (
            <li key={other}>
              <Other onClick={() => choose(other)}>{t(`factor.instead.${other}`)}</Other>
            </li>
          ))}
        <li>
          <Other onClick={() => onBack('chosen')}>{t('factor.back')}</Other>
        </li>
      </ul>
    </div>
  );
}

function Other({ onClick, children }: { onClick(): void; children: string }) {
  return (
    <button
      type="button"
      className="rounded px-1 py-0.5 text-muted hover:text-text hover:underline"
      onClick={onClick}
    >
      {children}
    </button>
  );
}
