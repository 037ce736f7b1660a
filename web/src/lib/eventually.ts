import { vi } from 'vitest';

/** Waits until the assertions hold, for a test on a machine that is busy with much else. */
export function eventually<T>(assertions: () => T | Promise<T>): Promise<T> {
  return vi.waitFor(assertions, { timeout: 20_000 });
}
