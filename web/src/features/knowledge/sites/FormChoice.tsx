import { clsx } from 'clsx';
import { useTranslation } from 'react-i18next';
import type { SiteForm } from '@/api/schema';

const forms: readonly SiteForm[] = ['auto', 'llms-txt', 'sitemap', 'links'];

/** How the pages of a site are found. */
export function FormChoice(props: { form: SiteForm; onChoose(form: SiteForm): void }) {
  const { t } = useTranslation();
  return (
    <fieldset>
      <legend className="mb-1.5 font-medium text-sm">{t('site.formLabel')}</legend>
      <div className="grid grid-cols-2 gap-2">
        {forms.map((form) => (
          <label
            key={form}
            className={clsx(
              'flex cursor-pointer flex-col rounded-control border px-3 py-2 transition-colors hover:bg-hover has-focus-visible:outline-2 has-focus-visible:outline-accent',
              form === props.form ? 'border-accent bg-accent-soft' : 'border-border',
            )}
          >
            <input
              type="radio"
              name="form"
              value={form}
              checked={form === props.form}
              onChange={() => props.onChoose(form)}
              className="sr-only"
            />
            <span>{t(`site.form.${form}`)}</span>
            <span className="text-muted text-xs">{t(`site.formText.${form}`)}</span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}
