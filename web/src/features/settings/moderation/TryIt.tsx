import { CircleCheck } from 'lucide-react';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ModerationMatch } from '@/api/identity';
import { useSubmit } from '@/lib/use-submit';
import { Badge } from '@/ui/Badge';
import { Button } from '@/ui/Button';
import { Card } from '@/ui/Card';
import { ProblemNote } from '@/ui/Problem';
import { TextArea } from '@/ui/TextArea';
import { tryText } from './api';
import { tones } from './Rules';

/** What the rules would make of a text, without anybody seeing it. */
export function TryIt() {
  const { t } = useTranslation();
  const [text, setText] = useState('');
  const [matches, setMatches] = useState<ModerationMatch[] | null>(null);
  const { busy, problem, submit } = useSubmit();
  return (
    <Card title={t('settings.moderation.try')} description={t('settings.moderation.tryText')}>
      <form
        className="space-y-3"
        onSubmit={(event: FormEvent) => {
          event.preventDefault();
          submit(async () => setMatches(await tryText(text)));
        }}
      >
        <TextArea
          label={t('settings.moderation.tryLabel')}
          rows={3}
          required
          value={text}
          onChange={(event) => {
            setText(event.target.value);
            setMatches(null);
          }}
        />
        {problem && <ProblemNote cause={problem} />}
        <Button type="submit" busy={busy} disabled={text.trim() === ''}>
          {t('settings.moderation.tryAction')}
        </Button>
        {matches !== null && (
          <div role="status" className="pt-1">
            {matches.length === 0 ? (
              <p className="flex gap-2 text-success">
                <CircleCheck size={17} className="mt-px shrink-0" aria-hidden="true" />
                {t('settings.moderation.noMatch')}
              </p>
            ) : (
              <ul className="space-y-2">
                {matches.map((match) => (
                  <li
                    key={`${match.rule} ${match.start}`}
                    className="flex flex-wrap items-center gap-2"
                  >
                    <Badge tone={tones[match.action]}>
                      {t(`settings.moderation.action.${match.action}`)}
                    </Badge>
                    <span className="font-medium">{match.name}</span>
                    <span className="text-muted text-sm">{match.category}</span>
                    <mark className="rounded bg-mark px-1 text-text">{match.text}</mark>
                  </li>
                ))}
              </ul>
            )}
          </div>
        )}
      </form>
    </Card>
  );
}
