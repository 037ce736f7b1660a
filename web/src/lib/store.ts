import { useSyncExternalStore } from 'react';

/** A value outside React that components can watch. */
export class Store<T> {
  #value: T;
  readonly #listeners = new Set<() => void>();

  constructor(value: T) {
    this.#value = value;
  }

  get = (): T => this.#value;

  set(value: T): void {
    if (Object.is(value, this.#value)) return;
    this.#value = value;
    for (const listener of [...this.#listeners]) listener();
  }

  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => {
      this.#listeners.delete(listener);
    };
  };
}

export function useStore<T>(store: Store<T>): T {
  return useSyncExternalStore(store.subscribe, store.get);
}

/** One fact about a value: the component renders again only when the fact changes. */
export function useFact<T, F extends string | number | boolean | null>(
  store: Store<T>,
  fact: (value: T) => F,
): F {
  return useSyncExternalStore(store.subscribe, () => fact(store.get()));
}
