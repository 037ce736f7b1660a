import { useTranslation } from 'react-i18next';
import type { SiteForm } from '@/api/schema';
import { RadioCards } from '@/ui/RadioCards';

const forms: readonly SiteForm[] = ['auto', 'llms-txt', 'sitemap', 'links'];

/** How the pages of a site are found. */
export function FormChoice(props: { form: SiteForm; onChoose(form: SiteForm): void }) {
  const { t } = useTranslation();
  return (
    <RadioCards
      legend={t('site.formLabel')}
      name="form"
      cards={forms.map((form) => ({
        value: form,
        label: t(`site.form.${form}`),
        hint: t(`site.formText.${form}`),
      }))}
      chosen={props.form}
      onChoose={props.onChoose}
    />
  );
}
