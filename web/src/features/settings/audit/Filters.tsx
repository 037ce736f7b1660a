import { X } from 'lucide-react';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '@/ui/Button';
import { Select } from '@/ui/Select';
import { TextField } from '@/ui/TextField';
import { type AuditFilter, everything } from './api';

/** The kinds of things that entries are about. */
const kinds = [
  'account',
  'session',
  'factor',
  'key',
  'identity',
  'role',
  'person',
  'invitation',
  'setting',
  'provider',
  'webhook',
  'moderation',
  'chat',
  'audit',
] as const;

export function Filters(props: { filter: AuditFilter; onChange(filter: AuditFilter): void }) {
  const { t } = useTranslation();
  const { filter, onChange } = props;
  const [draft, setDraft] = useState(filter);
  const narrowed = Object.values(filter).some((value) => value !== '');
  const apply = (next: AuditFilter) => {
    setDraft(next);
    onChange(next);
  };
  return (
    <form
      className="grid grid-cols-1 items-end gap-3 min-[26rem]:grid-cols-2"
      onSubmit={(event: FormEvent) => {
        event.preventDefault();
        onChange(draft);
      }}
    >
      <div className="flex flex-col">
        <p className="mb-1.5 font-medium text-sm" aria-hidden="true">
          {t('settings.audit.kind')}
        </p>
        <Select
          label={t('settings.audit.kind')}
          choices={[
            { value: '', label: t('settings.audit.all') },
            ...kinds.map((kind) => ({
              value: `${kind}.`,
              label: t(`settings.audit.kinds.${kind}`),
            })),
          ]}
          className="w-full!"
          value={draft.action}
          onChoose={(action) => apply({ ...draft, action })}
        />
      </div>
      <TextField
        label={t('settings.audit.actor')}
        autoCapitalize="none"
        value={draft.actor}
        placeholder={t('settings.audit.username')}
        onChange={(event) => setDraft({ ...draft, actor: event.target.value.trim() })}
        onBlur={() => onChange(draft)}
      />
      <TextField
        label={t('settings.audit.from')}
        type="date"
        value={draft.from}
        max={draft.to || undefined}
        onChange={(event) => apply({ ...draft, from: event.target.value })}
      />
      <TextField
        label={t('settings.audit.to')}
        type="date"
        value={draft.to}
        min={draft.from || undefined}
        onChange={(event) => apply({ ...draft, to: event.target.value })}
      />
      {narrowed && (
        <Button
          variant="ghost"
          icon={<X size={15} aria-hidden="true" />}
          className="col-span-2 justify-self-start"
          onClick={() => apply(everything)}
        >
          {t('settings.audit.clear')}
        </Button>
      )}
      {/* Enter applies what was typed; there is nothing to press. */}
      <button type="submit" hidden />
    </form>
  );
}
