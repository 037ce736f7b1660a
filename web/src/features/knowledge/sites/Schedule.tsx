import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import { Select } from '@/ui/Select';

const usual = [24, 24 * 7, 24 * 30] as const;

interface Props {
  /** Null: when somebody asks for it. */
  everyHours: number | null;
  onChoose(everyHours: number | null): void;
}

/** How often a site is crawled again. */
export function Schedule({ everyHours, onChoose }: Props) {
  const { t } = useTranslation();
  const id = useId();
  // Another client may have chosen other hours.
  const other = everyHours !== null && !usual.some((hours) => hours === everyHours);
  return (
    <div>
      <label htmlFor={id} className="mb-1.5 block font-medium text-sm">
        {t('site.schedule')}
      </label>
      <Select
        id={id}
        label={t('site.schedule')}
        value={everyHours === null ? '' : String(everyHours)}
        choices={[
          { value: '', label: t('site.every.never') },
          { value: '24', label: t('site.every.day') },
          { value: '168', label: t('site.every.week') },
          { value: '720', label: t('site.every.month') },
          ...(other
            ? [{ value: String(everyHours), label: t('site.every.hours', { count: everyHours }) }]
            : []),
        ]}
        onChoose={(value) => onChoose(value === '' ? null : Number(value))}
      />
    </div>
  );
}
