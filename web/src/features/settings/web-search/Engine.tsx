import { Lock } from 'lucide-react';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { SearchEngine, WebSearchSettings } from '@/api/schema';
import { useSubmit } from '@/lib/use-submit';
import { Button } from '@/ui/Button';
import { Card } from '@/ui/Card';
import { ProblemNote } from '@/ui/Problem';
import { RadioCards } from '@/ui/RadioCards';
import { TextField } from '@/ui/TextField';
import { confirmQuietly } from '@/ui/toasts';
import { changeWebSearch } from './api';
import { EngineCheck } from './EngineCheck';

type Choice = SearchEngine | 'none';

/** What each engine needs to be told. */
const engines: Record<SearchEngine, { name: string; baseUrl: string; key: boolean }> = {
  tavily: { name: 'Tavily', baseUrl: 'https://api.tavily.com', key: true },
  brave: { name: 'Brave', baseUrl: 'https://api.search.brave.com', key: true },
  searxng: { name: 'SearXNG', baseUrl: 'http://localhost:8888', key: false },
};

export function Engine({ settings }: { settings: WebSearchSettings }) {
  const { t } = useTranslation();
  return (
    <Card title={t('settings.web-search.engine')} description={t('settings.web-search.text')}>
      {settings.locked ? <Fixed settings={settings} /> : <EngineForm settings={settings} />}
      {settings.engine !== null && (
        <EngineCheck key={`${settings.engine} ${settings.baseUrl} ${settings.keyHint}`} />
      )}
    </Card>
  );
}

/** An engine that the environment names is changed there. */
function Fixed({ settings }: { settings: WebSearchSettings }) {
  const { t } = useTranslation();
  if (settings.engine === null) return null;
  return (
    <div>
      <p className="flex flex-wrap items-center gap-2">
        <span className="font-medium">{engines[settings.engine].name}</span>
        <span className="inline-flex items-center gap-1 rounded-full bg-bubble px-2 py-0.5 text-muted text-xs">
          <Lock size={11} aria-hidden="true" />
          {t('provider.environment')}
        </span>
      </p>
      <p className="mt-0.5 text-muted text-sm [overflow-wrap:anywhere]">
        {settings.baseUrl}
        {settings.keyHint && (
          <span className="ms-2 font-mono text-xs">
            {t('provider.key', { hint: settings.keyHint })}
          </span>
        )}
      </p>
    </div>
  );
}

function EngineForm({ settings }: { settings: WebSearchSettings }) {
  const { t } = useTranslation();
  const [choice, setChoice] = useState<Choice>(settings.engine ?? 'none');
  const [baseUrl, setBaseUrl] = useState(ownAddress(settings));
  const [apiKey, setApiKey] = useState('');
  const { busy, problem, submit, fieldError, clear } = useSubmit();
  const kept = choice === settings.engine;

  const choose = (next: Choice) => {
    setChoice(next);
    setBaseUrl(next === settings.engine ? ownAddress(settings) : '');
    setApiKey('');
    clear();
  };
  const save = async () => {
    await changeWebSearch({
      engine: choice === 'none' ? null : choice,
      baseUrl: baseUrl.trim() === '' ? null : baseUrl.trim(),
      apiKey: apiKey.trim() === '' ? null : apiKey.trim(),
      allowedDomains: settings.allowedDomains,
      deniedDomains: settings.deniedDomains,
    });
    setApiKey('');
    confirmQuietly(t('settings.saved'));
  };
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    submit(save);
  };
  const errors = { baseUrl: fieldError('baseUrl'), apiKey: fieldError('apiKey') };
  const shown = Object.values(errors).some((error) => error !== undefined);
  return (
    <form onSubmit={onSubmit} className="space-y-4">
      <EngineChoice choice={choice} onChoose={choose} />
      {choice !== 'none' && (
        <>
          {engines[choice].key && (
            <TextField
              label={t('provider.apiKey')}
              type="password"
              autoComplete="off"
              data-1p-ignore
              value={apiKey}
              placeholder={(kept && settings.keyHint) || ''}
              onChange={(event) => setApiKey(event.target.value)}
              hint={kept && settings.hasKey ? t('provider.keepKey') : undefined}
              error={errors.apiKey}
            />
          )}
          <TextField
            label={t('settings.web-search.address')}
            type="url"
            inputMode="url"
            value={baseUrl}
            placeholder={engines[choice].baseUrl}
            onChange={(event) => setBaseUrl(event.target.value)}
            hint={t(
              choice === 'searxng'
                ? 'settings.web-search.searxngHint'
                : 'settings.web-search.addressHint',
            )}
            error={errors.baseUrl}
          />
        </>
      )}
      {problem && !shown && <ProblemNote cause={problem} />}
      <Button
        type="submit"
        variant="primary"
        busy={busy}
        disabled={choice === 'none' && settings.engine === null}
      >
        {choice === 'none' ? t('settings.web-search.disconnect') : t('action.save')}
      </Button>
    </form>
  );
}

/** The address that was entered; the engine's own goes without saying. */
function ownAddress({ engine, baseUrl }: WebSearchSettings): string {
  return engine === null || baseUrl === engines[engine].baseUrl ? '' : (baseUrl ?? '');
}

function EngineChoice(props: { choice: Choice; onChoose(choice: Choice): void }) {
  const { t } = useTranslation();
  const choices = ['none', ...Object.keys(engines)] as Choice[];
  return (
    <RadioCards
      legend={t('settings.web-search.engine')}
      hideLegend
      name="engine"
      cards={choices.map((choice) => ({
        value: choice,
        label: choice === 'none' ? t('settings.web-search.none') : engines[choice].name,
      }))}
      chosen={props.choice}
      onChoose={props.onChoose}
      columns={4}
    />
  );
}
