import { useQuery } from '@tanstack/react-query';
import { UserPlus, X } from 'lucide-react';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Collection, CollectionMember, Share } from '@/api/schema';
import { useSentence } from '@/lib/i18n/sentence';
import { Problem } from '@/lib/problem';
import { useSubmit } from '@/lib/use-submit';
import { Button } from '@/ui/Button';
import { Dialog } from '@/ui/Dialog';
import { IconButton } from '@/ui/IconButton';
import { ProblemNote } from '@/ui/Problem';
import { Select } from '@/ui/Select';
import { inputClass } from '@/ui/TextField';
import { warn } from '@/ui/toasts';
import { changeCollection, peopleQuery, shareWith, unshareWith } from './api';

type Access = CollectionMember['access'];

/** Who may use a collection. Each change holds at once. */
export function ShareDialog({ collection, onClose }: { collection: Collection; onClose(): void }) {
  const { t } = useTranslation();
  const { data, error } = useQuery(peopleQuery(collection.id));
  const attempt = useAttempt();
  const access = (['read', 'write'] as const).map((value) => ({
    value,
    label: t(`knowledge.may.${value}`),
  }));
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={t('knowledge.shareTitle', { name: collection.name })}
      className="max-w-lg!"
    >
      <AddPerson collection={collection} access={access} />
      <ul aria-label={t('knowledge.sharedWith')} className="mt-4 divide-y divide-border">
        <li className="flex items-center justify-between gap-3 py-2.5">
          <span className="min-w-0">
            <span className="block font-medium">{t('knowledge.everyoneHere')}</span>
            <span className="block text-muted text-sm">{t('knowledge.everyoneHereText')}</span>
          </span>
          <Select
            label={t('knowledge.everyoneHere')}
            value={collection.everyone}
            choices={[{ value: 'none', label: t('knowledge.may.none') }, ...access]}
            onChoose={(everyone) =>
              attempt(() => changeCollection(collection.id, { everyone: everyone as Share }))
            }
          />
        </li>
        {data?.items.map((person) => (
          <li key={person.userId} className="flex items-center gap-3 py-2.5">
            <span className="min-w-0 flex-1">
              <span className="block truncate font-medium">
                {person.displayName || person.username}
              </span>
              {person.displayName && (
                <span className="block truncate text-muted text-sm">{person.username}</span>
              )}
            </span>
            <Select
              label={t('knowledge.mayOf', { name: person.username })}
              value={person.access}
              choices={access}
              onChoose={(next) =>
                attempt(() => shareWith(collection.id, person.username, next as Access))
              }
            />
            <IconButton
              label={t('knowledge.unshare', { name: person.username })}
              icon={<X size={16} />}
              onClick={() => attempt(() => unshareWith(collection.id, person.username))}
            />
          </li>
        ))}
      </ul>
      {error !== null && <ProblemNote cause={error} />}
      <div className="mt-4 flex justify-end">
        <Button onClick={onClose}>{t('action.done')}</Button>
      </div>
    </Dialog>
  );
}

interface AddProps {
  collection: Collection;
  access: ReadonlyArray<{ value: Access; label: string }>;
}

function AddPerson({ collection, access }: AddProps) {
  const { t } = useTranslation();
  const [username, setUsername] = useState('');
  const [may, setMay] = useState<Access>('read');
  const { busy, problem, submit } = useSubmit();
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    submit(async () => {
      await shareWith(collection.id, username.trim(), may);
      setUsername('');
    });
  };
  return (
    <form onSubmit={onSubmit}>
      <div className="flex flex-wrap gap-2">
        <input
          aria-label={t('knowledge.person')}
          placeholder={t('knowledge.person')}
          autoCapitalize="none"
          autoComplete="off"
          spellCheck={false}
          data-1p-ignore
          value={username}
          onChange={(event) => setUsername(event.target.value)}
          aria-invalid={problem !== null || undefined}
          className={`${inputClass} w-auto! min-w-0 flex-1 basis-40`}
        />
        <Select
          label={t('knowledge.mayNew')}
          value={may}
          choices={access}
          onChoose={(next) => setMay(next as Access)}
        />
        <Button
          type="submit"
          className="h-10!"
          busy={busy}
          disabled={username.trim() === ''}
          icon={<UserPlus size={16} aria-hidden="true" />}
        >
          {t('knowledge.add')}
        </Button>
      </div>
      {problem && (
        <div className="mt-2">
          <ProblemNote cause={problem} />
        </div>
      )}
    </form>
  );
}

function useAttempt(): (task: () => Promise<void>) => void {
  const { t } = useTranslation();
  const sentence = useSentence();
  return (task) => {
    task().catch((cause) => warn(t('settings.notSaved'), sentence(Problem.of(cause))));
  };
}
