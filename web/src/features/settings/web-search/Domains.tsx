import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { WebSearchSettings } from '@/api/schema';
import { useSubmit } from '@/lib/use-submit';
import { Button } from '@/ui/Button';
import { Card } from '@/ui/Card';
import { ProblemNote } from '@/ui/Problem';
import { TextArea } from '@/ui/TextArea';
import { confirmQuietly } from '@/ui/toasts';
import { lines } from '../lines';
import { changeWebSearch } from './api';

/** Where results may come from, and where not. */
export function Domains({ settings }: { settings: WebSearchSettings }) {
  const { t } = useTranslation();
  const [allowed, setAllowed] = useState(settings.allowedDomains.join('\n'));
  const [denied, setDenied] = useState(settings.deniedDomains.join('\n'));
  const { busy, problem, submit, fieldError } = useSubmit();
  const errors = {
    allowedDomains: fieldError('allowedDomains'),
    deniedDomains: fieldError('deniedDomains'),
  };
  const shown = Object.values(errors).some((error) => error !== undefined);
  const save = async () => {
    const saved = await changeWebSearch({
      engine: settings.engine,
      baseUrl: settings.baseUrl,
      apiKey: null,
      allowedDomains: lines(allowed),
      deniedDomains: lines(denied),
    });
    setAllowed(saved.allowedDomains.join('\n'));
    setDenied(saved.deniedDomains.join('\n'));
    confirmQuietly(t('settings.saved'));
  };
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    submit(save);
  };
  return (
    <Card
      title={t('settings.web-search.domains')}
      description={t('settings.web-search.domainsText')}
    >
      <form onSubmit={onSubmit} className="space-y-4">
        <div className="grid gap-4 sm:grid-cols-2">
          <TextArea
            label={t('settings.web-search.allowed')}
            rows={4}
            value={allowed}
            placeholder="example.org"
            hint={t('settings.web-search.allowedHint')}
            error={errors.allowedDomains}
            onChange={(event) => setAllowed(event.target.value)}
          />
          <TextArea
            label={t('settings.web-search.denied')}
            rows={4}
            value={denied}
            placeholder="example.com"
            hint={t('settings.web-search.deniedHint')}
            error={errors.deniedDomains}
            onChange={(event) => setDenied(event.target.value)}
          />
        </div>
        {problem && !shown && <ProblemNote cause={problem} />}
        <Button type="submit" busy={busy}>
          {t('settings.web-search.saveDomains')}
        </Button>
      </form>
    </Card>
  );
}
