/** What the address of a collection's page may say besides the collection. */
export interface CollectionSearch {
  /** The document that lies open beside the list. */
  document?: string;
  /** The passage of it that is marked, as two offsets into its text. */
  start?: number;
  end?: number;
  view?: 'inspector';
}

export function collectionSearch(raw: Record<string, unknown>): CollectionSearch {
  const { document, start, end, view } = raw;
  return {
    ...(typeof document === 'string' && document !== '' && { document }),
    ...(isOffset(start) && isOffset(end) && start < end && { start, end }),
    ...(view === 'inspector' && { view }),
  };
}

function isOffset(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) >= 0;
}

/** People write example.org, as they do in a browser. */
export function withScheme(address: string): string {
  return /^[a-z][a-z\d+.-]*:\/\//i.test(address) ? address : `https://${address}`;
}
