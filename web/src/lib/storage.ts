/** localStorage that never throws: it may be switched off, full, or hold what an older version wrote. */
export const storage = {
  get(key: string): string | null {
    try {
      return localStorage.getItem(`parley.${key}`);
    } catch {
      return null;
    }
  },
  set(key: string, value: string): void {
    try {
      localStorage.setItem(`parley.${key}`, value);
    } catch {
      // Nothing is lost that the server does not have.
    }
  },
  remove(key: string): void {
    try {
      localStorage.removeItem(`parley.${key}`);
    } catch {
      // As above.
    }
  },
  removeAll(prefix: string): void {
    try {
      for (const key of Object.keys(localStorage)) {
        if (key.startsWith(`parley.${prefix}`)) localStorage.removeItem(key);
      }
    } catch {
      // As above.
    }
  },
};
