import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Provider, ProviderKind } from '@/api/schema';
import { useSubmit } from '@/lib/use-submit';
import { Button } from '@/ui/Button';
import { Dialog } from '@/ui/Dialog';
import { ProblemNote } from '@/ui/Problem';
import { RadioCards } from '@/ui/RadioCards';
import { TextField } from '@/ui/TextField';
import { confirmQuietly, warn } from '@/ui/toasts';
import { addProvider, changeProvider } from './api';

/** What each kind of provider needs to be told; without a base URL its own public one is meant. */
const kinds: Record<ProviderKind, { name: string; baseUrl: string; key: boolean }> = {
  openai: { name: 'OpenAI', baseUrl: 'https://api.openai.com/v1', key: true },
  anthropic: {
    name: 'Anthropic',
    baseUrl: 'https://api.anthropic.com',
    key: true,
  },
  gemini: {
    name: 'Gemini',
    baseUrl: 'https://generativelanguage.googleapis.com',
    key: true,
  },
  ollama: { name: 'Ollama', baseUrl: 'http://localhost:11434', key: false },
};

interface Props {
  /** Null to add one. */
  provider: Provider | null;
  onClose(): void;
}

export function ProviderDialog({ provider, onClose }: Props) {
  const { t } = useTranslation();
  const [kind, setKind] = useState<ProviderKind>(provider?.kind ?? 'openai');
  const [name, setName] = useState(provider?.name ?? '');
  const [baseUrl, setBaseUrl] = useState(provider?.baseUrl ?? '');
  const [apiKey, setApiKey] = useState('');
  const { busy, problem, submit, fieldError } = useSubmit();
  const needs = kinds[kind];
  const suggested = nameFor(kind, baseUrl);

  const save = async () => {
    const given = {
      ...(baseUrl.trim() !== '' && { baseUrl: baseUrl.trim() }),
      ...(apiKey.trim() !== '' && { apiKey: apiKey.trim() }),
    };
    const called = name.trim() === '' ? suggested : name.trim();
    if (provider !== null) {
      await changeProvider(provider.id, { name: called, ...given });
      confirmQuietly(t('settings.saved'));
    } else {
      const { status } = await addProvider({ kind, name: called, ...given });
      if (status.state === 'failed') warn(t('provider.addedBad'), status.message ?? undefined);
      else confirmQuietly(t('provider.added', { name: called, count: status.modelCount }));
    }
    onClose();
  };
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    submit(save);
  };
  const errors = {
    name: fieldError('name'),
    baseUrl: fieldError('baseUrl'),
    apiKey: fieldError('apiKey'),
  };
  const shown = Object.values(errors).some((error) => error !== undefined);

  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={provider === null ? t('provider.addTitle') : t('provider.editTitle')}
      {...(provider === null && { description: t('provider.addText') })}
    >
      <form onSubmit={onSubmit} className="space-y-4">
        {provider === null && <KindChoice kind={kind} onChoose={setKind} />}
        <TextField
          label={t('provider.baseUrl')}
          type="url"
          inputMode="url"
          value={baseUrl}
          placeholder={needs.baseUrl}
          onChange={(event) => setBaseUrl(event.target.value)}
          hint={kind === 'openai' ? t('provider.baseUrlHint') : undefined}
          error={errors.baseUrl}
        />
        <TextField
          label={needs.key ? t('provider.apiKey') : t('provider.apiKeyOptional')}
          type="password"
          autoComplete="off"
          data-1p-ignore
          value={apiKey}
          placeholder={provider?.keyHint ?? ''}
          onChange={(event) => setApiKey(event.target.value)}
          hint={
            provider?.hasKey
              ? t('provider.keepKey')
              : kind === 'openai'
                ? t('provider.keyHint')
                : undefined
          }
          error={errors.apiKey}
        />
        <TextField
          label={t('provider.name')}
          value={name}
          maxLength={60}
          placeholder={suggested}
          onChange={(event) => setName(event.target.value)}
          error={errors.name}
        />
        {problem && !shown && <ProblemNote cause={problem} />}
        <div className="flex justify-end gap-2 pt-1">
          <Button variant="ghost" onClick={onClose}>
            {t('action.cancel')}
          </Button>
          <Button type="submit" variant="primary" busy={busy}>
            {provider === null ? t('provider.connect') : t('action.save')}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

/** A server that merely speaks like OpenAI is better known by its host. */
function nameFor(kind: ProviderKind, baseUrl: string): string {
  if (kind !== 'openai' || !URL.canParse(baseUrl)) return kinds[kind].name;
  const { host } = new URL(baseUrl);
  return host === 'api.openai.com' ? kinds[kind].name : host;
}

function KindChoice(props: { kind: ProviderKind; onChoose(kind: ProviderKind): void }) {
  const { t } = useTranslation();
  return (
    <RadioCards
      legend={t('provider.kindLabel')}
      name="kind"
      cards={(Object.keys(kinds) as ProviderKind[]).map((kind) => ({
        value: kind,
        label: t(`provider.kind.${kind}`),
      }))}
      chosen={props.kind}
      onChoose={props.onChoose}
    />
  );
}
