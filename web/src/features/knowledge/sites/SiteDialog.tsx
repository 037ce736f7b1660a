import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Site, SiteForm } from '@/api/schema';
import { useSubmit } from '@/lib/use-submit';
import { Button } from '@/ui/Button';
import { Dialog } from '@/ui/Dialog';
import { ProblemNote } from '@/ui/Problem';
import { TextField } from '@/ui/TextField';
import { confirmQuietly } from '@/ui/toasts';
import { withScheme } from '../address';
import { addSite, changeSite } from './api';
import { FormChoice } from './FormChoice';
import { Schedule } from './Schedule';

interface Props {
  collectionId: string;
  /** Null to add one. */
  site: Site | null;
  onClose(): void;
}

export function SiteDialog({ collectionId, site, onClose }: Props) {
  const { t } = useTranslation();
  const [url, setUrl] = useState('');
  const [chosen, setChosen] = useState<SiteForm | null>(null);
  const [depth, setDepth] = useState(String(site?.depth ?? 2));
  const [pageLimit, setPageLimit] = useState(String(site?.pageLimit ?? 200));
  const [everyHours, setEveryHours] = useState(site?.everyHours ?? null);
  const { busy, problem, submit, fieldError, clear } = useSubmit();
  // What an address says of itself needs no click.
  const form = chosen ?? formOf(url);
  const follows = (site?.form ?? form) === 'links' || (site?.form ?? form) === 'auto';

  const save = async () => {
    const settings = { depth: Number(depth), pageLimit: Number(pageLimit), everyHours };
    if (site !== null) {
      await changeSite(site, settings);
      confirmQuietly(t('settings.saved'));
    } else {
      const address = withScheme(url.trim());
      const { known } = await addSite(collectionId, { url: address, form, ...settings });
      if (known) confirmQuietly(t('site.known'));
    }
    onClose();
  };
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    submit(save);
  };
  const urlError = fieldError('url');
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={site === null ? t('site.addTitle') : t('site.editTitle')}
      description={site === null ? t('site.text') : site.url}
    >
      <form onSubmit={onSubmit} className="space-y-4">
        {site === null && (
          <>
            <TextField
              label={t('page.address')}
              value={url}
              inputMode="url"
              autoComplete="off"
              autoCapitalize="none"
              spellCheck={false}
              dir="ltr"
              placeholder="https://docs.example.org/llms.txt"
              onChange={(event) => {
                setUrl(event.target.value);
                clear();
              }}
              error={urlError}
            />
            <FormChoice form={form} onChoose={setChosen} />
          </>
        )}
        <div className="grid grid-cols-2 gap-3">
          <TextField
            label={t('site.pageLimit')}
            type="number"
            inputMode="numeric"
            min={1}
            max={5000}
            required
            value={pageLimit}
            onChange={(event) => setPageLimit(event.target.value)}
          />
          {follows && (
            <TextField
              label={t('site.depth')}
              type="number"
              inputMode="numeric"
              min={0}
              max={5}
              required
              value={depth}
              onChange={(event) => setDepth(event.target.value)}
            />
          )}
        </div>
        <Schedule everyHours={everyHours} onChoose={setEveryHours} />
        {problem && urlError === undefined && <ProblemNote cause={problem} />}
        <div className="flex justify-end gap-2 pt-1">
          <Button variant="ghost" onClick={onClose}>
            {t('action.cancel')}
          </Button>
          <Button
            type="submit"
            variant="primary"
            busy={busy}
            disabled={site === null && url.trim() === ''}
          >
            {site === null ? t('site.send') : t('action.save')}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

function formOf(url: string): SiteForm {
  if (/\/llms(-full)?\.txt$/i.test(url.trim())) return 'llms-txt';
  return /sitemap[^/]*\.xml(\.gz)?$/i.test(url.trim()) ? 'sitemap' : 'auto';
}
