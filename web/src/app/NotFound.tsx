import { Link } from '@tanstack/react-router';
import { Compass } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { buttonClass } from '@/ui/Button';
import { EmptyState } from '@/ui/EmptyState';

export function NotFound() {
  const { t } = useTranslation();
  return (
    <div className="grid h-full place-items-center">
      <EmptyState
        icon={<Compass size={28} strokeWidth={1.5} />}
        title={t('notFound.title')}
        action={
          <Link to="/" className={buttonClass('primary')}>
            {t('action.newChat')}
          </Link>
        }
      >
        {t('notFound.text')}
      </EmptyState>
    </div>
  );
}
