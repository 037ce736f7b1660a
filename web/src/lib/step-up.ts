import { Problem } from './problem';
import { Store } from './store';

/** A way to show that it is still the same person. */
export type Proof = 'password' | 'totp' | 'passkey';

/** A service that asks for the person once more, away from this page. */
export interface Elsewhere {
  readonly id: string;
  readonly name: string;
}

export interface StepUp {
  readonly methods: readonly Proof[];
  readonly elsewhere: readonly Elsewhere[];
  done(): void;
  cancel(): void;
}

/** Set while the person is asked to confirm who they are; a dialog over the page watches it. */
export const stepUp = new Store<StepUp | null>(null);

let asking: Promise<void> | null = null;

/**
 * Waits until the person has confirmed who they are. Whatever needs it at the same time is served by one question; a person
 * who declines ends it with a Problem of the code `cancelled`.
 */
export function confirmIdentity(
  methods: readonly string[],
  elsewhere: readonly Elsewhere[] = [],
): Promise<void> {
  asking ??= new Promise<void>((resolve, reject) => {
    stepUp.set({
      methods: known(methods, elsewhere.length > 0),
      elsewhere,
      done: resolve,
      cancel: () => reject(new Problem({ code: 'cancelled' })),
    });
  }).finally(() => {
    asking = null;
    stepUp.set(null);
  });
  return asking;
}

function known(methods: readonly string[], isElsewhere: boolean): Proof[] {
  const proofs = (['password', 'totp', 'passkey'] as const).filter((proof) =>
    methods.includes(proof),
  );
  return proofs.length > 0 || isElsewhere ? proofs : ['password'];
}

/** Set once the server has said that nothing else is open to the person before they have a second factor. */
export const setupRequired = new Store(false);
