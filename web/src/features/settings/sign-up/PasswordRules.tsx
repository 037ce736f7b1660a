import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { PersonRole } from '@/api/identity';
import type { AdminSettings } from '@/api/schema';
import { useSubmit } from '@/lib/use-submit';
import { Button } from '@/ui/Button';
import { Card } from '@/ui/Card';
import { CheckList } from '@/ui/CheckList';
import { ProblemNote } from '@/ui/Problem';
import { SwitchRow } from '@/ui/SwitchRow';
import { TextField } from '@/ui/TextField';
import { confirmQuietly } from '@/ui/toasts';
import { useAttempt } from '@/ui/use-attempt';
import { changeAdminSettings } from '../models/api';

const roles: readonly PersonRole[] = ['admin', 'user'];

export function PasswordRules({ settings }: { settings: AdminSettings }) {
  const { t } = useTranslation();
  const [length, setLength] = useState(String(settings.passwordMinLength));
  const { busy, problem, submit, fieldError } = useSubmit();
  const { attempt, busy: changing } = useAttempt();
  const change = (what: Partial<AdminSettings>) =>
    attempt(() => changeAdminSettings(what), t('settings.saved'));
  const wrong = fieldError('passwordMinLength');
  return (
    <Card
      title={t('settings.sign-up.protection')}
      description={t('settings.sign-up.protectionText')}
    >
      <div className="space-y-5">
        <CheckList<PersonRole>
          legend={t('settings.sign-up.factorRoles')}
          checks={roles.map((role) => ({
            value: role,
            label: t(`settings.sign-up.factorRole.${role}`),
          }))}
          chosen={settings.secondFactorRoles}
          onChange={(secondFactorRoles) => change({ secondFactorRoles })}
        />
        <form
          className="space-y-3"
          onSubmit={(event: FormEvent) => {
            event.preventDefault();
            submit(async () => {
              await changeAdminSettings({ passwordMinLength: Number(length) });
              confirmQuietly(t('settings.saved'));
            });
          }}
        >
          <div className="flex items-end gap-2">
            <TextField
              label={t('settings.sign-up.length')}
              type="number"
              inputMode="numeric"
              min={8}
              max={64}
              required
              className="w-40"
              value={length}
              onChange={(event) => setLength(event.target.value)}
              aria-invalid={wrong !== undefined || undefined}
            />
            <Button
              type="submit"
              busy={busy}
              className="mb-0.5"
              disabled={Number(length) === settings.passwordMinLength}
            >
              {t('action.save')}
            </Button>
          </div>
          {problem && <ProblemNote cause={problem} />}
        </form>
        <SwitchRow
          label={t('settings.sign-up.breaches')}
          text={t('settings.sign-up.breachesText')}
          checked={settings.breachCheck}
          disabled={changing}
          onChange={(breachCheck) => change({ breachCheck })}
        />
      </div>
    </Card>
  );
}
