import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import type { Problem } from '@/lib/problem';

/** A problem as a sentence for people. Codes that need no details have their own words; for others the server's are best. */
export function sentenceOf(t: TFunction<'app'>, problem: Problem): string {
  switch (problem.code) {
    case 'network':
      return t('problem.network');
    case 'rate-limited':
      return problem.retryAfterSeconds === undefined
        ? t('problem.rateLimited')
        : t('problem.rateLimitedUntil', {
            count: Math.max(1, Math.ceil(problem.retryAfterSeconds)),
          });
    case 'bad-credentials':
      return t('problem.badCredentials');
    case 'username-taken':
      return t('problem.usernameTaken');
    case 'email-taken':
      return t('problem.emailTaken');
    case 'bad-code':
      return t('problem.badCode');
    case 'cancelled':
      return t('problem.cancelled');
    case 'passkey-unsupported':
      return t('problem.passkeyUnsupported');
    case 'passkey-cancelled':
      return t('problem.passkeyCancelled');
    case 'passkey-known':
      return t('problem.passkeyKnown');
    case 'passkey-address':
      return t('problem.passkeyAddress');
    case 'shutting-down':
      return t('problem.shuttingDown');
    case 'internal':
    case 'unknown':
      return t('problem.internal');
    default:
      return problem.message;
  }
}

export function useSentence(): (problem: Problem) => string {
  const { t } = useTranslation();
  return (problem) => sentenceOf(t, problem);
}
