import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSentence } from '@/lib/i18n/sentence';
import { Problem } from '@/lib/problem';
import { confirmQuietly, warn } from './toasts';

/** Does something at once and says how it went, where there is no form to say it in. */
export function useAttempt(): {
  busy: boolean;
  attempt(task: () => Promise<unknown>, done?: string): void;
} {
  const { t } = useTranslation();
  const sentence = useSentence();
  const [running, setRunning] = useState(0);
  return {
    busy: running > 0,
    attempt(task, done) {
      setRunning((count) => count + 1);
      task()
        .then(
          () => done !== undefined && confirmQuietly(done),
          (cause) => warn(t('settings.notSaved'), sentence(Problem.of(cause))),
        )
        .finally(() => setRunning((count) => count - 1));
    },
  };
}
