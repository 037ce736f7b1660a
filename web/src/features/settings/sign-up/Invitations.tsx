import { useQuery } from '@tanstack/react-query';
import { Plus } from 'lucide-react';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Invitation, PersonRole } from '@/api/identity';
import { useSubmit } from '@/lib/use-submit';
import { Badge } from '@/ui/Badge';
import { Button } from '@/ui/Button';
import { Card } from '@/ui/Card';
import { CopyField } from '@/ui/CopyField';
import { Dialog } from '@/ui/Dialog';
import { Loaded } from '@/ui/Loaded';
import { ProblemNote } from '@/ui/Problem';
import { RadioCards } from '@/ui/RadioCards';
import { TextField } from '@/ui/TextField';
import { Time } from '@/ui/Time';
import { useAttempt } from '@/ui/use-attempt';
import { invitationsQuery, invite, withdraw } from './api';

export function Invitations() {
  const { t } = useTranslation();
  const invitations = useQuery(invitationsQuery);
  const [inviting, setInviting] = useState(false);
  return (
    <Card
      title={t('settings.sign-up.invitations')}
      description={t('settings.sign-up.invitationsText')}
      actions={
        <Button
          size="small"
          icon={<Plus size={16} aria-hidden="true" />}
          onClick={() => setInviting(true)}
        >
          {t('settings.sign-up.invite')}
        </Button>
      }
    >
      <Loaded query={invitations} failed={t('settings.sign-up.invitationsFailed')} height="h-10">
        {({ items }) =>
          items.length === 0 ? (
            <p className="text-muted">{t('settings.sign-up.noInvitations')}</p>
          ) : (
            <ul className="divide-y divide-border" aria-label={t('settings.sign-up.invitations')}>
              {items.map((invitation) => (
                <InvitationRow key={invitation.id} invitation={invitation} />
              ))}
            </ul>
          )
        }
      </Loaded>
      {inviting && <InviteDialog onClose={() => setInviting(false)} />}
    </Card>
  );
}

function InvitationRow({ invitation }: { invitation: Invitation }) {
  const { t } = useTranslation();
  const { attempt, busy } = useAttempt();
  const { id, email, role, createdAt, expiresAt, usedBy } = invitation;
  const over = Date.parse(expiresAt) <= Date.now();
  const whom = email ?? t('settings.sign-up.anyone');
  return (
    <li className="flex items-center gap-3 py-3 first:pt-1 last:pb-0">
      <div className="min-w-0 flex-1">
        <p className="flex flex-wrap items-center gap-2">
          <span className="truncate font-medium">{whom}</span>
          {role === 'admin' && <Badge tone="accent">{t('role.admin')}</Badge>}
        </p>
        <p className="text-muted text-sm">
          {usedBy !== null ? (
            t('settings.sign-up.used')
          ) : (
            <>
              {t('settings.sign-up.sent')} <Time at={createdAt} /> ·{' '}
              {over ? t('settings.api-keys.ended') : t('settings.api-keys.ends')}{' '}
              <Time at={expiresAt} />
            </>
          )}
        </p>
      </div>
      {usedBy === null && (
        <Button
          size="small"
          busy={busy}
          aria-label={t('settings.sign-up.withdrawOf', { whom })}
          onClick={() => attempt(() => withdraw(id), t('settings.sign-up.withdrawn'))}
        >
          {t('settings.sign-up.withdraw')}
        </Button>
      )}
    </li>
  );
}

const terms = ['1', '7', '30'] as const;
type Term = (typeof terms)[number];

function InviteDialog({ onClose }: { onClose(): void }) {
  const { t } = useTranslation();
  const [email, setEmail] = useState('');
  const [role, setRole] = useState<PersonRole>('user');
  const [term, setTerm] = useState<Term>('7');
  const [link, setLink] = useState<string | null>(null);
  const { busy, problem, submit, fieldError } = useSubmit();
  if (link !== null) {
    return (
      <Dialog
        open
        title={t('settings.sign-up.invited')}
        description={
          email.trim() === ''
            ? t('settings.sign-up.invitedText')
            : t('settings.sign-up.invitedByMail', { email: email.trim() })
        }
      >
        <CopyField label={t('settings.sign-up.link')} value={link} />
        <div className="mt-4 flex justify-end">
          <Button variant="primary" onClick={onClose}>
            {t('action.done')}
          </Button>
        </div>
      </Dialog>
    );
  }
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={t('settings.sign-up.inviteTitle')}
      description={t('settings.sign-up.inviteText')}
    >
      <form
        className="space-y-4"
        onSubmit={(event: FormEvent) => {
          event.preventDefault();
          submit(async () =>
            setLink(
              await invite({
                ...(email.trim() !== '' && { email: email.trim() }),
                role,
                expiresInDays: Number(term),
              }),
            ),
          );
        }}
      >
        <TextField
          label={t('auth.email')}
          type="email"
          value={email}
          hint={t('settings.sign-up.inviteEmailHint')}
          onChange={(event) => setEmail(event.target.value)}
          error={fieldError('email')}
        />
        <RadioCards<PersonRole>
          legend={t('settings.account.role')}
          name="role"
          cards={(['user', 'admin'] as const).map((value) => ({
            value,
            label: t(`role.${value}`),
          }))}
          chosen={role}
          onChoose={setRole}
        />
        <RadioCards<Term>
          legend={t('settings.api-keys.term')}
          name="term"
          columns={4}
          cards={terms.map((value) => ({
            value,
            label: t('settings.days', { count: Number(value) }),
          }))}
          chosen={term}
          onChoose={setTerm}
        />
        {problem && fieldError('email') === undefined && <ProblemNote cause={problem} />}
        <div className="flex justify-end gap-2 pt-1">
          <Button variant="ghost" onClick={onClose}>
            {t('action.cancel')}
          </Button>
          <Button type="submit" variant="primary" busy={busy}>
            {t('settings.sign-up.makeLink')}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
