import { type KeyboardEvent, type RefObject, useState } from 'react';
import type { Collection } from '@/api/schema';
import { type Mention, mentionAt } from './mention';
import type { CollectionChoice } from './use-collections';

interface Mentioning {
  /** The `#` that the cursor is at. */
  readonly at: Mention | null;
  readonly open: boolean;
  readonly found: readonly Collection[];
  readonly active: number;
  setActive(index: number): void;
  /** Looks where the cursor is now. */
  look(): void;
  close(): void;
  /** Whether the key was meant for the list. */
  onKeyDown(event: KeyboardEvent, choose: (collection: Collection) => void): boolean;
}

/** The list of collections that opens at a `#`, driven from within the text. */
export function useMention(
  field: RefObject<HTMLTextAreaElement | null>,
  text: string,
  { all }: CollectionChoice,
): Mentioning {
  const [cursor, setCursor] = useState<number | null>(null);
  const [active, setActive] = useState(0);
  /** The `#` whose list was closed on purpose. */
  const [dismissed, setDismissed] = useState<number | null>(null);

  const at = cursor === null ? null : mentionAt(text, cursor);
  const wanted = at?.query.toLocaleLowerCase() ?? '';
  const found =
    at === null ? [] : all.filter(({ name }) => name.toLocaleLowerCase().includes(wanted));
  const open = at !== null && at.start !== dismissed && found.length > 0;
  const index = Math.min(active, Math.max(0, found.length - 1));

  return {
    at,
    open,
    found,
    active: index,
    setActive,
    look() {
      const area = field.current;
      if (area === null) return;
      const next = area.selectionStart === area.selectionEnd ? area.selectionStart : null;
      setCursor(next);
      const mention = next === null ? null : mentionAt(area.value, next);
      if (mention?.start !== at?.start) setActive(0);
      if (mention === null) setDismissed(null);
    },
    close() {
      setCursor(null);
      setDismissed(null);
    },
    onKeyDown(event, choose) {
      if (!open || event.shiftKey || event.altKey) return false;
      const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
      const collection = found[index];
      if (step !== undefined) setActive((index + step + found.length) % found.length);
      else if (event.key === 'Escape') setDismissed(at.start);
      else if (event.key === 'Enter' && collection !== undefined) choose(collection);
      else return false;
      event.preventDefault();
      event.stopPropagation();
      return true;
    },
  };
}
