import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { SignUpRule } from '@/api/identity';
import type { AdminSettings } from '@/api/schema';
import { useSubmit } from '@/lib/use-submit';
import { Button } from '@/ui/Button';
import { Card } from '@/ui/Card';
import { ProblemNote } from '@/ui/Problem';
import { RadioCards } from '@/ui/RadioCards';
import { SwitchRow } from '@/ui/SwitchRow';
import { TextArea } from '@/ui/TextArea';
import { confirmQuietly } from '@/ui/toasts';
import { useAttempt } from '@/ui/use-attempt';
import { lines } from '../lines';
import { changeAdminSettings } from '../models/api';

const rules: readonly SignUpRule[] = ['open', 'domains', 'invitation', 'approval', 'closed'];

export function Rule({ settings }: { settings: AdminSettings }) {
  const { t } = useTranslation();
  const kept = settings.signUp;
  const [rule, setRule] = useState<SignUpRule>(kept);
  const [domains, setDomains] = useState(settings.signUpDomains.join('\n'));
  const { busy, problem, submit, fieldError } = useSubmit();
  const email = useAttempt();
  const changed =
    rule !== kept ||
    (rule === 'domains' && lines(domains).join() !== settings.signUpDomains.join());
  return (
    <Card title={t('settings.sign-up.rule')} description={t('settings.sign-up.ruleText')}>
      <form
        className="space-y-4"
        onSubmit={(event: FormEvent) => {
          event.preventDefault();
          submit(async () => {
            await changeAdminSettings({
              signUp: rule,
              ...(rule === 'domains' && { signUpDomains: lines(domains) }),
            });
            confirmQuietly(t('settings.saved'));
          });
        }}
      >
        <RadioCards<SignUpRule>
          legend={t('settings.sign-up.rule')}
          hideLegend
          name="rule"
          cards={rules.map((value) => ({
            value,
            label: t(`settings.sign-up.rules.${value}.name`),
            hint: t(`settings.sign-up.rules.${value}.text`),
          }))}
          chosen={rule}
          onChoose={setRule}
        />
        {rule === 'domains' && (
          <TextArea
            label={t('settings.sign-up.domains')}
            rows={3}
            required
            value={domains}
            placeholder="example.org"
            hint={t('settings.sign-up.domainsHint')}
            error={fieldError('signUpDomains')}
            onChange={(event) => setDomains(event.target.value)}
          />
        )}
        {problem && fieldError('signUpDomains') === undefined && <ProblemNote cause={problem} />}
        <Button type="submit" variant="primary" busy={busy} disabled={!changed}>
          {t('action.save')}
        </Button>
      </form>
      <div className="mt-5 border-border border-t pt-4">
        <SwitchRow
          label={t('settings.sign-up.emailRequired')}
          text={t('settings.sign-up.emailRequiredText')}
          checked={settings.emailRequired}
          disabled={email.busy}
          onChange={(emailRequired) =>
            email.attempt(() => changeAdminSettings({ emailRequired }), t('settings.saved'))
          }
        />
      </div>
    </Card>
  );
}
