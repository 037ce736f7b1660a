import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { MailSettings } from '@/api/identity';
import { useSubmit } from '@/lib/use-submit';
import { Button } from '@/ui/Button';
import { ProblemNote } from '@/ui/Problem';
import { RadioCards } from '@/ui/RadioCards';
import { TextField } from '@/ui/TextField';
import { confirmQuietly } from '@/ui/toasts';
import { changeMail } from './api';

const modes = ['starttls', 'tls', 'none'] as const;
type Mode = (typeof modes)[number];
const usualPort: Record<Mode, number> = { starttls: 587, tls: 465, none: 25 };

export function MailForm({ settings }: { settings: MailSettings }) {
  const { t } = useTranslation();
  const [host, setHost] = useState(settings.host ?? '');
  const [port, setPort] = useState(settings.port === null ? '' : String(settings.port));
  const [tls, setTls] = useState<Mode>(modes.find((mode) => mode === settings.tls) ?? 'starttls');
  const [username, setUsername] = useState(settings.username ?? '');
  const [password, setPassword] = useState('');
  const [from, setFrom] = useState(settings.from ?? '');
  const { busy, problem, submit, fieldError } = useSubmit();
  const none = host.trim() === '';
  const errors = {
    host: fieldError('host'),
    port: fieldError('port'),
    from: fieldError('from'),
    username: fieldError('username'),
    password: fieldError('password'),
  };
  const shown = Object.values(errors).some((error) => error !== undefined);
  const save = async () => {
    await changeMail({
      host: none ? null : host.trim(),
      port: port.trim() === '' ? null : Number(port),
      tls,
      username: username.trim() === '' ? null : username.trim(),
      password: password === '' ? null : password,
      from: from.trim() === '' ? null : from.trim(),
    });
    setPassword('');
    confirmQuietly(t('settings.saved'));
  };
  return (
    <form
      className="space-y-4"
      onSubmit={(event: FormEvent) => {
        event.preventDefault();
        submit(save);
      }}
    >
      <div className="grid gap-4 sm:grid-cols-[1fr_7rem]">
        <TextField
          label={t('settings.mail.host')}
          value={host}
          autoComplete="off"
          placeholder="smtp.example.org"
          onChange={(event) => setHost(event.target.value)}
          error={errors.host}
        />
        <TextField
          label={t('settings.mail.port')}
          type="number"
          inputMode="numeric"
          min={1}
          max={65535}
          value={port}
          placeholder={String(usualPort[tls])}
          onChange={(event) => setPort(event.target.value)}
          error={errors.port}
        />
      </div>
      <RadioCards<Mode>
        legend={t('settings.mail.encryption')}
        name="tls"
        columns={4}
        cards={modes.map((mode) => ({ value: mode, label: t(`settings.mail.mode.${mode}`) }))}
        chosen={tls}
        onChoose={setTls}
      />
      <TextField
        label={t('settings.mail.from')}
        value={from}
        required={!none}
        autoComplete="off"
        placeholder="parley@example.org"
        onChange={(event) => setFrom(event.target.value)}
        error={errors.from}
      />
      <div className="grid gap-4 sm:grid-cols-2">
        <TextField
          label={t('settings.mail.username')}
          value={username}
          autoComplete="off"
          onChange={(event) => setUsername(event.target.value)}
          error={errors.username}
        />
        <TextField
          label={t('settings.mail.password')}
          type="password"
          autoComplete="off"
          data-1p-ignore
          value={password}
          hint={settings.hasPassword ? t('settings.mail.keepPassword') : undefined}
          onChange={(event) => setPassword(event.target.value)}
          error={errors.password}
        />
      </div>
      {problem && !shown && <ProblemNote cause={problem} />}
      <Button type="submit" variant="primary" busy={busy} disabled={none && settings.host === null}>
        {none && settings.host !== null ? t('settings.web-search.disconnect') : t('action.save')}
      </Button>
    </form>
  );
}
