import { useTranslation } from 'react-i18next';
import type { DocumentErrorCode } from '@/api/schema';

interface Failure {
  code: DocumentErrorCode;
  message: string;
}

/** Why something could not be read, as a sentence. */
export function useReason(): (failure: Failure | null) => string {
  const { t } = useTranslation();
  return (failure) =>
    // Of an address that gave nothing, the server knows more than the code tells: that it is asked for a password, or busy.
    failure?.code === 'unreachable' && failure.message !== ''
      ? failure.message
      : t(`document.error.${failure?.code ?? 'internal'}`, {
          defaultValue: failure?.message ?? '',
        });
}
