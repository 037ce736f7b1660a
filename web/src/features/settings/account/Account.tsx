import { useQuery } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { changePassword, updateMe, useMe } from '@/features/account/api';
import { PasswordGuidance } from '@/features/auth/PasswordGuidance';
import { configQuery } from '@/lib/server-config';
import { useSubmit } from '@/lib/use-submit';
import { Button } from '@/ui/Button';
import { Card } from '@/ui/Card';
import { ProblemNote } from '@/ui/Problem';
import { TextField } from '@/ui/TextField';
import { confirmQuietly } from '@/ui/toasts';
import { Email } from './Email';

export function Account() {
  return (
    <>
      <DisplayName />
      <Email />
      <Password />
    </>
  );
}

function DisplayName() {
  const { t } = useTranslation();
  const me = useMe();
  const [name, setName] = useState(me.displayName ?? '');
  const { busy, problem, submit } = useSubmit();
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    submit(async () => {
      await updateMe({ displayName: name.trim() });
      confirmQuietly(t('settings.saved'));
    });
  };
  return (
    <Card title={t('settings.account.name')} description={t('settings.account.nameText')}>
      <form onSubmit={onSubmit} className="space-y-4">
        <TextField
          label={t('settings.account.displayName')}
          value={name}
          maxLength={100}
          autoComplete="name"
          placeholder={me.username}
          onChange={(event) => setName(event.target.value)}
        />
        <dl className="grid grid-cols-[auto_1fr] gap-x-6 gap-y-1.5 text-sm">
          <dt className="text-muted">{t('auth.username')}</dt>
          <dd>{me.username}</dd>
          <dt className="text-muted">{t('settings.account.role')}</dt>
          <dd>{t(`role.${me.role}`)}</dd>
        </dl>
        {problem && <ProblemNote cause={problem} />}
        <Button
          type="submit"
          variant="primary"
          busy={busy}
          disabled={name.trim() === (me.displayName ?? '')}
        >
          {t('action.save')}
        </Button>
      </form>
    </Card>
  );
}

/** How many characters the server takes where a password is not the only proof. */
const SHORTEST_WITH_SECOND_FACTOR = 8;

function Password() {
  const { t } = useTranslation();
  const { data: config } = useQuery(configQuery);
  const me = useMe();
  const [current, setCurrent] = useState('');
  const [next, setNext] = useState('');
  const { busy, problem, submit, fieldError } = useSubmit();
  const alone = config?.passwordMinLength ?? 12;
  const minimum = me.secondFactor ? Math.min(SHORTEST_WITH_SECOND_FACTOR, alone) : alone;
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    submit(async () => {
      await changePassword(current, next);
      setCurrent('');
      setNext('');
      confirmQuietly(t('settings.account.passwordChanged'));
    });
  };
  const weak =
    fieldError('newPassword') ?? (problem?.code === 'weak-password' ? problem.message : undefined);
  const wrong =
    problem?.code === 'bad-credentials' ? t('settings.account.wrongPassword') : undefined;
  if (me.hasPassword === false) {
    return (
      <Card
        title={t('settings.account.password')}
        description={t('settings.account.noPasswordText')}
      />
    );
  }
  return (
    <Card title={t('settings.account.password')} description={t('settings.account.passwordText')}>
      <form onSubmit={onSubmit} className="space-y-4">
        <input
          type="text"
          name="username"
          autoComplete="username"
          value={me.username}
          readOnly
          hidden
        />
        <TextField
          label={t('settings.account.currentPassword')}
          type="password"
          autoComplete="current-password"
          required
          value={current}
          onChange={(event) => setCurrent(event.target.value)}
          error={wrong}
        />
        <TextField
          label={t('settings.account.newPassword')}
          type="password"
          autoComplete="new-password"
          required
          minLength={minimum}
          maxLength={128}
          value={next}
          onChange={(event) => setNext(event.target.value)}
          error={weak}
          hint={<PasswordGuidance password={next} minimum={minimum} />}
        />
        {problem && weak === undefined && wrong === undefined && <ProblemNote cause={problem} />}
        <Button type="submit" busy={busy} disabled={current === '' || next === ''}>
          {t('settings.account.changePassword')}
        </Button>
      </form>
    </Card>
  );
}
