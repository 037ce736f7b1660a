import {
  Ban,
  Check,
  Ellipsis,
  Eye,
  MonitorSmartphone,
  ShieldCheck,
  ShieldOff,
  UserRoundCheck,
  UserRoundCog,
} from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ManagedPerson } from '@/api/identity';
import { useMe } from '@/features/account/api';
import { Badge } from '@/ui/Badge';
import { Button } from '@/ui/Button';
import { ConfirmDialog } from '@/ui/ConfirmDialog';
import { IconButton } from '@/ui/IconButton';
import { Menu, MenuItem, MenuSeparator } from '@/ui/Menu';
import { Time } from '@/ui/Time';
import { confirmQuietly } from '@/ui/toasts';
import { useAttempt } from '@/ui/use-attempt';
import { changePerson, removeFactorsOf } from './api';
import { PersonSessions } from './PersonSessions';

interface Props {
  person: ManagedPerson;
  /** Where the server lets administrators read chats. */
  onReadChats?: (() => void) | undefined;
}

export function PersonRow({ person, onReadChats }: Props) {
  const { t } = useTranslation();
  const me = useMe();
  const { attempt, busy } = useAttempt();
  const [open, setOpen] = useState<'sessions' | 'factors' | 'suspend' | 'role' | null>(null);
  const name = person.displayName || person.username;
  const suspended = person.suspendedAt !== null;
  const admin = person.role === 'admin';
  const self = person.id === me.id;
  return (
    <li aria-label={person.username} className="flex items-center gap-3 py-3 last:pb-0">
      <div className="min-w-0 flex-1">
        <p className="flex flex-wrap items-center gap-x-2 gap-y-1">
          <span className="truncate font-medium">{name}</span>
          {name !== person.username && (
            <span className="truncate text-muted text-sm">{person.username}</span>
          )}
          {self && <Badge>{t('settings.people.you')}</Badge>}
          {admin && <Badge tone="accent">{t('role.admin')}</Badge>}
          {person.pending && <Badge tone="warning">{t('settings.people.pending')}</Badge>}
          {suspended && <Badge tone="danger">{t('settings.people.suspended')}</Badge>}
        </p>
        <p className="flex flex-wrap gap-x-1.5 text-muted text-sm">
          {person.email !== null && (
            <span className="truncate">
              {person.email}
              {!person.emailVerified && ` (${t('settings.people.unverified')})`} ·
            </span>
          )}
          {person.secondFactor && (
            <span className="inline-flex items-center gap-1">
              <ShieldCheck size={13} aria-hidden="true" />
              {t('settings.people.secondFactor')} ·
            </span>
          )}
          <span>
            {person.lastSeenAt === null ? (
              t('settings.people.neverSeen')
            ) : (
              <>
                {t('settings.people.seen')} <Time at={person.lastSeenAt} />
              </>
            )}
          </span>
        </p>
      </div>
      {person.pending && (
        <Button
          size="small"
          variant="primary"
          busy={busy}
          icon={<Check size={15} aria-hidden="true" />}
          aria-label={t('settings.people.approveOf', { name })}
          onClick={() =>
            attempt(
              () => changePerson(person.id, { approved: true }),
              t('settings.people.approved', { name }),
            )
          }
        >
          {t('settings.people.approve')}
        </Button>
      )}
      <Menu
        align="end"
        trigger={
          <IconButton
            label={t('settings.menuOf', { name })}
            disabled={busy}
            icon={<Ellipsis size={18} />}
          />
        }
      >
        <MenuItem icon={<MonitorSmartphone size={16} />} onClick={() => setOpen('sessions')}>
          {t('settings.people.sessions')}
        </MenuItem>
        {onReadChats && (
          <MenuItem icon={<Eye size={16} />} onClick={onReadChats}>
            {t('settings.people.chats')}
          </MenuItem>
        )}
        {person.secondFactor && (
          <MenuItem icon={<ShieldOff size={16} />} onClick={() => setOpen('factors')}>
            {t('settings.people.removeFactors')}
          </MenuItem>
        )}
        {!self && (
          <>
            <MenuItem icon={<UserRoundCog size={16} />} onClick={() => setOpen('role')}>
              {admin ? t('settings.people.makeMember') : t('settings.people.makeAdmin')}
            </MenuItem>
            <MenuSeparator />
            {suspended ? (
              <MenuItem
                icon={<UserRoundCheck size={16} />}
                onClick={() =>
                  attempt(
                    () => changePerson(person.id, { suspended: false }),
                    t('settings.people.reinstated', { name }),
                  )
                }
              >
                {t('settings.people.reinstate')}
              </MenuItem>
            ) : (
              <MenuItem danger icon={<Ban size={16} />} onClick={() => setOpen('suspend')}>
                {t('settings.people.suspend')}
              </MenuItem>
            )}
          </>
        )}
      </Menu>
      {open === 'sessions' && <PersonSessions person={person} onClose={() => setOpen(null)} />}
      {open === 'factors' && (
        <ConfirmDialog
          title={t('settings.people.removeFactorsTitle', { name })}
          text={t('settings.people.removeFactorsText')}
          action={t('settings.people.removeFactors')}
          onClose={() => setOpen(null)}
          onConfirm={async () => {
            await removeFactorsOf(person.id);
            confirmQuietly(t('settings.people.factorsRemoved'));
          }}
        />
      )}
      {open === 'suspend' && (
        <ConfirmDialog
          title={t('settings.people.suspendTitle', { name })}
          text={t('settings.people.suspendText')}
          action={t('settings.people.suspend')}
          onClose={() => setOpen(null)}
          onConfirm={async () => {
            await changePerson(person.id, { suspended: true });
            confirmQuietly(t('settings.people.suspendedDone', { name }));
          }}
        />
      )}
      {open === 'role' && (
        <ConfirmDialog
          title={t(admin ? 'settings.people.makeMemberTitle' : 'settings.people.makeAdminTitle', {
            name,
          })}
          text={t(admin ? 'settings.people.makeMemberText' : 'settings.people.makeAdminText')}
          action={admin ? t('settings.people.makeMember') : t('settings.people.makeAdmin')}
          onClose={() => setOpen(null)}
          onConfirm={async () => {
            await changePerson(person.id, { role: admin ? 'user' : 'admin' });
            confirmQuietly(t('settings.saved'));
          }}
        />
      )}
    </li>
  );
}
