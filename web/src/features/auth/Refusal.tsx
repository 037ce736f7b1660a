import { useTranslation } from 'react-i18next';
import '@/lib/i18n/account';

/** Problems of which the words say what to do; every other is told by a common sentence. */
const known = [
  'account-exists',
  'cancelled',
  'domain-not-allowed',
  'email-not-verified',
  'expired',
  'linked-elsewhere',
  'no-sign-up',
  'not-admitted',
  'other-person',
  'provider-unreachable',
  'signed-out',
] as const;

/** Why another service did not sign the person in; the server sends them back here with a code. */
export function Refusal({ code }: { code: string }) {
  const { t } = useTranslation();
  const words = known.find((one) => one === code);
  return (
    <p role="alert" className="mb-5 rounded-control bg-danger-soft px-3 py-2 text-danger text-sm">
      {words === undefined ? t('refusal.other', { code }) : t(`refusal.${words}`)}
    </p>
  );
}
