import { Link } from '@tanstack/react-router';
import { clsx } from 'clsx';
import { Globe } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Hint } from '@/ui/IconButton';
import type { WebSearchChoice } from './web-search';

const shape =
  'inline-flex h-9 shrink-0 items-center gap-1.5 rounded-control px-2.5 text-sm transition-colors';

/** Looks questions up in the web. Where no engine is connected, it leads whoever can connect one to where that is done. */
export function WebSearchSwitch({ choice }: { choice: WebSearchChoice }) {
  const { t } = useTranslation();
  const { state, on, toggle } = choice;
  if (state === 'hidden') return null;
  if (state === 'missing') {
    return (
      <Hint label={t('composer.connectWeb')}>
        <Link
          to="/settings/$section"
          params={{ section: 'web-search' }}
          aria-label={t('composer.connectWeb')}
          className={clsx(shape, 'text-muted opacity-70 hover:bg-hover hover:opacity-100')}
        >
          <Globe size={18} aria-hidden="true" />
        </Link>
      </Hint>
    );
  }
  return (
    <Hint label={on ? t('composer.webOn') : t('composer.webOff')}>
      <button
        type="button"
        role="switch"
        aria-checked={on}
        aria-label={t('composer.web')}
        onClick={toggle}
        className={clsx(
          shape,
          on
            ? 'bg-accent-soft font-medium text-accent'
            : 'text-muted hover:bg-hover hover:text-text',
        )}
      >
        <Globe size={18} aria-hidden="true" />
        {on && t('composer.webShort')}
      </button>
    </Hint>
  );
}
