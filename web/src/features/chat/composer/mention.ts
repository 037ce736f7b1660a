/** A `#` that is being typed in order to name a collection. */
export interface Mention {
  /** Where the `#` is. */
  readonly start: number;
  /** What follows it, up to the cursor. */
  readonly query: string;
}

/** The mention that the cursor is in. A `#` within a word, or one followed by a space, is just a character. */
export function mentionAt(text: string, cursor: number): Mention | null {
  const match = /(?:^|\s)#([^\s#]*)$/.exec(text.slice(0, cursor));
  if (match === null) return null;
  const query = match[1] ?? '';
  return { start: cursor - query.length - 1, query };
}

/** The text without the mention, and where the cursor is then. */
export function withoutMention(text: string, mention: Mention): { text: string; cursor: number } {
  const end = mention.start + 1 + mention.query.length;
  const before = text.slice(0, mention.start);
  const after = text.slice(end);
  // Of the two spaces that were around it one is enough.
  const joined = /\s$/.test(before) && after.startsWith(' ') ? after.slice(1) : after;
  return { text: before + joined, cursor: before.length };
}
