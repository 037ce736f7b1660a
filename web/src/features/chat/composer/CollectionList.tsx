import { clsx } from 'clsx';
import { BookOpen, Check, Folder } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { Collection } from '@/api/schema';
import { Counts } from '@/features/knowledge/CollectionFacts';

interface Props {
  id: string;
  collections: readonly Collection[];
  chosen: readonly Collection[];
  active: number;
  onActive(index: number): void;
  onChoose(collection: Collection): void;
}

export function optionId(list: string, index: number): string {
  return `${list}-${index}`;
}

/** The collections that a `#` may mean, over the composer. The keyboard stays in the text. */
export function CollectionList({ id, collections, chosen, active, onActive, onChoose }: Props) {
  const { t } = useTranslation();
  const list = useRef<HTMLDivElement>(null);
  useEffect(() => {
    list.current?.children[active]?.scrollIntoView({ block: 'nearest' });
  }, [active]);
  return (
    <div
      ref={list}
      id={id}
      role="listbox"
      aria-label={t('composer.collections')}
      aria-multiselectable
      tabIndex={-1}
      className="popup absolute inset-x-0 bottom-full z-20 mb-2 max-h-72 overflow-y-auto p-1 sm:end-auto sm:w-96"
    >
      {collections.map((collection, index) => {
        const isChosen = chosen.some((one) => one.id === collection.id);
        const Icon = collection.builtIn ? BookOpen : Folder;
        return (
          // biome-ignore lint/a11y/useKeyWithClickEvents: keys are heard by the text field, which keeps the focus
          // biome-ignore lint/a11y/useFocusableInteractive: as above
          <div
            key={collection.id}
            id={optionId(id, index)}
            role="option"
            aria-selected={isChosen}
            // The field must not lose the focus to the mouse.
            onMouseDown={(event) => event.preventDefault()}
            onMouseMove={() => onActive(index)}
            onClick={() => onChoose(collection)}
            className={clsx(
              'flex cursor-pointer select-none items-center gap-3 rounded-control px-2.5 py-2',
              index === active && 'bg-hover',
            )}
          >
            <Icon size={17} className="shrink-0 text-muted" aria-hidden="true" />
            <span className="min-w-0 flex-1">
              <span className="block truncate">{collection.name}</span>
              <span className="block truncate text-muted text-xs">
                <Counts collection={collection} />
              </span>
            </span>
            {isChosen && <Check size={16} className="shrink-0 text-accent" aria-hidden="true" />}
          </div>
        );
      })}
    </div>
  );
}
