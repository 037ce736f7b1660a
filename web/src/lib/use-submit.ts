import { useState } from 'react';
import { Problem } from './problem';

interface Submission {
  busy: boolean;
  problem: Problem | null;
  /** Runs the task unless one is running; a failure is kept for the form to show. */
  submit(task: () => Promise<void>): void;
  fieldError(field: string): string | undefined;
  clear(): void;
}

export function useSubmit(): Submission {
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);
  return {
    busy,
    problem,
    submit(task) {
      if (busy) return;
      setBusy(true);
      setProblem(null);
      task()
        .catch((cause) => setProblem(Problem.of(cause)))
        .finally(() => setBusy(false));
    },
    fieldError: (field) => problem?.errors.find((error) => error.field === field)?.message,
    clear: () => setProblem(null),
  };
}
