import { Radio } from '@base-ui/react/radio';
import { RadioGroup } from '@base-ui/react/radio-group';
import { Monitor, Moon, Sun } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { Theme } from '@/api/schema';
import { prefer } from '@/features/account/api';
import { useStore } from '@/lib/store';
import { applyTheme, theme } from '@/lib/theme';
import { Card } from '@/ui/Card';

const choices = [
  { value: 'light', icon: Sun },
  { value: 'dark', icon: Moon },
  { value: 'system', icon: Monitor },
] as const;

export function Appearance() {
  const { t } = useTranslation();
  const chosen = useStore(theme);
  const choose = (next: Theme) => {
    applyTheme(next);
    prefer({ theme: next });
  };
  return (
    <Card title={t('settings.appearance.theme')} description={t('settings.appearance.themeText')}>
      <RadioGroup
        aria-label={t('settings.appearance.theme')}
        value={chosen}
        onValueChange={(value) => choose(value as Theme)}
        className="grid grid-cols-3 gap-2 sm:max-w-md"
      >
        {choices.map(({ value, icon: Icon }) => (
          <Radio.Root
            key={value}
            value={value}
            aria-label={t(`settings.appearance.${value}`)}
            className="flex cursor-pointer flex-col items-center gap-2 rounded-control border border-border py-4 text-muted transition-colors hover:bg-hover data-checked:border-accent data-checked:bg-accent-soft data-checked:text-text"
          >
            <Icon size={20} aria-hidden="true" />
            <span aria-hidden="true">{t(`settings.appearance.${value}`)}</span>
          </Radio.Root>
        ))}
      </RadioGroup>
    </Card>
  );
}
