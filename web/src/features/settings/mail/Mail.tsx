import { useQuery } from '@tanstack/react-query';
import { CircleAlert, CircleCheck, Clock, Inbox, Lock } from 'lucide-react';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { MailSettings } from '@/api/identity';
import { useMe } from '@/features/account/api';
import { useSubmit } from '@/lib/use-submit';
import { Badge } from '@/ui/Badge';
import { Button } from '@/ui/Button';
import { Card } from '@/ui/Card';
import { Loaded } from '@/ui/Loaded';
import { ProblemNote } from '@/ui/Problem';
import { TextField } from '@/ui/TextField';
import { mailQuery, testMail } from './api';
import { MailForm } from './MailForm';

export function Mail() {
  const { t } = useTranslation();
  const mail = useQuery(mailQuery);
  return (
    <>
      <Card title={t('settings.mail.server')} description={t('settings.mail.text')}>
        <Loaded query={mail} failed={t('settings.mail.failed')} height="h-40">
          {(settings) => (
            <>
              <Standing settings={settings} />
              {settings.locked ? <Fixed settings={settings} /> : <MailForm settings={settings} />}
            </>
          )}
        </Loaded>
      </Card>
      {mail.data !== undefined && <MailTest />}
    </>
  );
}

/** Whether messages go out, and which do not. */
function Standing({ settings }: { settings: MailSettings }) {
  const { t } = useTranslation();
  const { host, waiting, failed, lastFailure } = settings;
  return (
    <ul className="mb-5 space-y-1.5 text-sm">
      {host === null && (
        <li className="flex gap-2">
          <Inbox size={16} className="mt-0.5 shrink-0 text-warning" aria-hidden="true" />
          {t('settings.mail.none')}
        </li>
      )}
      {waiting > 0 && (
        <li className="flex gap-2">
          <Clock size={16} className="mt-0.5 shrink-0 text-muted" aria-hidden="true" />
          {t('settings.mail.waiting', { count: waiting })}
        </li>
      )}
      {failed > 0 && (
        <li className="flex gap-2 text-danger">
          <CircleAlert size={16} className="mt-0.5 shrink-0" aria-hidden="true" />
          {t('settings.mail.undelivered', { count: failed })}
        </li>
      )}
      {(waiting > 0 || failed > 0) && lastFailure && (
        <li className="ps-6 text-muted [overflow-wrap:anywhere]">{lastFailure}</li>
      )}
      {host !== null && waiting === 0 && failed === 0 && (
        <li className="flex gap-2 text-success">
          <CircleCheck size={16} className="mt-0.5 shrink-0" aria-hidden="true" />
          {t('settings.mail.fine')}
        </li>
      )}
    </ul>
  );
}

/** A server that the environment names is changed there. */
function Fixed({ settings }: { settings: MailSettings }) {
  const { t } = useTranslation();
  return (
    <div>
      <p className="flex flex-wrap items-center gap-2">
        <span className="font-medium">
          {settings.host}:{settings.port}
        </span>
        <Badge>
          <Lock size={11} aria-hidden="true" />
          {t('provider.environment')}
        </Badge>
      </p>
      <p className="mt-0.5 text-muted text-sm">
        {t('settings.mail.as', { from: settings.from ?? '' })}
      </p>
    </div>
  );
}

function MailTest() {
  const { t } = useTranslation();
  const me = useMe();
  const [to, setTo] = useState(me.email ?? '');
  const [outcome, setOutcome] = useState<{ ok: boolean; message?: string | null } | null>(null);
  const { busy, problem, submit } = useSubmit();
  return (
    <Card title={t('settings.mail.test')} description={t('settings.mail.testText')}>
      <form
        className="space-y-3"
        onSubmit={(event: FormEvent) => {
          event.preventDefault();
          setOutcome(null);
          submit(async () => setOutcome(await testMail(to.trim())));
        }}
      >
        <div className="flex flex-wrap items-end gap-2">
          <TextField
            label={t('settings.mail.to')}
            type="email"
            required
            className="min-w-0 flex-1 basis-56"
            value={to}
            onChange={(event) => setTo(event.target.value)}
          />
          <Button type="submit" busy={busy} className="mb-0.5">
            {t('settings.mail.send')}
          </Button>
        </div>
        {problem && <ProblemNote cause={problem} />}
        {outcome !== null && (
          <p
            role="status"
            className={`flex gap-2 text-sm ${outcome.ok ? 'text-success' : 'text-danger'}`}
          >
            {outcome.ok ? (
              <CircleCheck size={16} className="mt-0.5 shrink-0" aria-hidden="true" />
            ) : (
              <CircleAlert size={16} className="mt-0.5 shrink-0" aria-hidden="true" />
            )}
            <span className="[overflow-wrap:anywhere]">
              {outcome.ok ? t('settings.mail.accepted') : (outcome.message ?? '')}
            </span>
          </p>
        )}
      </form>
    </Card>
  );
}
