import { LibraryBig, X } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { CollectionChoice } from './use-collections';

/** What the chat is answered from, each with the way to take it out. */
export function CollectionChips({ choice }: { choice: CollectionChoice }) {
  const { t } = useTranslation();
  if (choice.chosen.length === 0) return null;
  return (
    <ul aria-label={t('composer.chosen')} className="flex flex-wrap gap-1.5 px-3 pt-3">
      {choice.chosen.map(({ id, name }) => (
        <li
          key={id}
          className="inline-flex h-7 max-w-full items-center gap-1.5 rounded-full bg-accent-soft ps-2.5 text-accent text-sm"
        >
          <LibraryBig size={14} className="shrink-0" aria-hidden="true" />
          <span className="truncate">{name}</span>
          <button
            type="button"
            aria-label={t('composer.removeCollection', { name })}
            onClick={() => choice.toggle(id)}
            className="inline-flex size-7 shrink-0 items-center justify-center rounded-full hover:bg-accent/15"
          >
            <X size={14} aria-hidden="true" />
          </button>
        </li>
      ))}
    </ul>
  );
}
