import { useQuery } from '@tanstack/react-query';
import { clsx } from 'clsx';
import { ChevronRight, Ellipsis, Lock, Pencil, RefreshCw, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Provider } from '@/api/schema';
import { modelsQuery } from '@/features/models/api';
import { useSentence } from '@/lib/i18n/sentence';
import { Problem } from '@/lib/problem';
import { IconButton } from '@/ui/IconButton';
import { Menu, MenuItem, MenuSeparator } from '@/ui/Menu';
import { Spinner } from '@/ui/Spinner';
import { Switch } from '@/ui/Switch';
import { Time } from '@/ui/Time';
import { confirmQuietly, warn } from '@/ui/toasts';
import { changeProvider, checkProvider, deleteProvider } from './api';
import { DeleteProviderDialog } from './DeleteProviderDialog';

interface Props {
  provider: Provider;
  onEdit(): void;
}

export function ProviderRow({ provider, onEdit }: Props) {
  const { t } = useTranslation();
  const { busy, attempt } = useAttempt();
  const [deleting, setDeleting] = useState(false);
  return (
    <li className="py-4 first:pt-1 last:pb-0" aria-label={provider.name}>
      <div className="flex items-start gap-3">
        <div className="min-w-0 flex-1">
          <p className="flex flex-wrap items-center gap-x-2 gap-y-0.5">
            <span className="font-medium">{provider.name}</span>
            <span className="text-muted text-sm">{t(`provider.kind.${provider.kind}`)}</span>
            {provider.locked && <Locked provider={provider} />}
          </p>
          <p className="truncate text-muted text-sm">
            {provider.baseUrl}
            {provider.keyHint && (
              <span className={clsx(provider.baseUrl && 'ms-2', 'font-mono text-xs')}>
                {t('provider.key', { hint: provider.keyHint })}
              </span>
            )}
          </p>
          <Status provider={provider} busy={busy} />
        </div>
        <div className="flex shrink-0 items-center gap-1.5">
          <Switch
            label={t('provider.enable', { name: provider.name })}
            checked={provider.enabled}
            disabled={provider.locked || busy}
            onChange={(enabled) => attempt(() => changeProvider(provider.id, { enabled }))}
          />
          <Menu
            align="end"
            trigger={
              <IconButton
                label={t('provider.menu', { name: provider.name })}
                icon={<Ellipsis size={18} />}
              />
            }
          >
            <MenuItem
              icon={<RefreshCw size={16} />}
              onClick={() => attempt(() => checkProvider(provider.id))}
            >
              {t('provider.check')}
            </MenuItem>
            {!provider.locked && (
              <>
                <MenuItem icon={<Pencil size={16} />} onClick={onEdit}>
                  {t('provider.edit')}
                </MenuItem>
                <MenuSeparator />
                <MenuItem danger icon={<Trash2 size={16} />} onClick={() => setDeleting(true)}>
                  {t('provider.delete')}
                </MenuItem>
              </>
            )}
          </Menu>
        </div>
      </div>
      {provider.enabled && provider.status.modelCount > 0 && <ProviderModels provider={provider} />}
      {deleting && (
        <DeleteProviderDialog
          provider={provider}
          onClose={() => setDeleting(false)}
          onDelete={async () => {
            await deleteProvider(provider.id);
            confirmQuietly(t('provider.deleted', { name: provider.name }));
          }}
        />
      )}
    </li>
  );
}

function Locked({ provider }: { provider: Provider }) {
  const { t } = useTranslation();
  return (
    <span className="inline-flex items-center gap-1 rounded-full bg-bubble px-2 py-0.5 text-muted text-xs">
      <Lock size={11} aria-hidden="true" />
      {provider.origin === 'discovered' ? t('provider.discovered') : t('provider.environment')}
    </span>
  );
}

function Status({ provider, busy }: { provider: Provider; busy: boolean }) {
  const { t } = useTranslation();
  const { status } = provider;
  if (busy) {
    return (
      <p className="mt-1 flex items-center gap-2 text-muted text-sm">
        <Spinner className="size-3.5!" />
        {t('provider.checking')}
      </p>
    );
  }
  const tone = { ok: 'bg-success', failed: 'bg-danger', unknown: 'bg-border-strong' }[status.state];
  const text = {
    ok: t('provider.ok', { count: status.modelCount }),
    failed: status.message || t('provider.bad'),
    unknown: t('provider.unknown'),
  }[status.state];
  return (
    <p className="mt-1 flex items-baseline gap-2 text-sm">
      <span className={clsx('size-2 shrink-0 rounded-full', tone)} aria-hidden="true" />
      <span className={clsx(status.state === 'failed' && 'text-danger')}>
        {provider.enabled ? text : t('provider.off')}
        {status.checkedAt && provider.enabled && (
          <span className="text-muted">
            {' · '}
            <Time at={status.checkedAt} />
          </span>
        )}
      </span>
    </p>
  );
}

function ProviderModels({ provider }: { provider: Provider }) {
  const { t } = useTranslation();
  const { data } = useQuery(modelsQuery);
  const models = (data?.items ?? []).filter(
    (model) => model.provider === provider.id || model.providerName === provider.name,
  );
  if (models.length === 0) return null;
  return (
    <details className="group/models mt-2">
      <summary className="inline-flex list-none items-center gap-1 rounded text-muted text-sm hover:text-text">
        <ChevronRight
          size={14}
          aria-hidden="true"
          className="transition-transform group-open/models:rotate-90 rtl:-scale-x-100"
        />
        {t('provider.models')}
      </summary>
      <ul className="mt-2 flex max-h-52 flex-wrap gap-1.5 overflow-y-auto">
        {models.map((model) => (
          <li
            key={model.id}
            className="rounded-md border border-border bg-bg px-2 py-0.5 font-mono text-xs"
          >
            {model.name}
          </li>
        ))}
      </ul>
    </details>
  );
}

function useAttempt() {
  const { t } = useTranslation();
  const sentence = useSentence();
  const [busy, setBusy] = useState(false);
  return {
    busy,
    attempt(task: () => Promise<void>) {
      setBusy(true);
      task()
        .catch((cause) => warn(t('provider.changeFailed'), sentence(Problem.of(cause))))
        .finally(() => setBusy(false));
    },
  };
}
