import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import '@/lib/i18n/account';

export function BackToSignIn() {
  const { t } = useTranslation();
  return (
    <p className="mt-6 text-center">
      <Link to="/" className="rounded font-medium text-accent hover:underline">
        {t('factor.back')}
      </Link>
    </p>
  );
}
