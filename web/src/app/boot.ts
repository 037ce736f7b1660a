import { Problem } from '@/lib/problem';
import { session } from '@/lib/session';
import { Store } from '@/lib/store';

/** Why it could not be found out whether the person is signed in. */
export const bootProblem = new Store<Problem | null>(null);

export function boot(): void {
  bootProblem.set(null);
  session.start().catch((cause) => bootProblem.set(Problem.of(cause)));
}
