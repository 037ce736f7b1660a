import { Link } from '@tanstack/react-router';
import { BookOpen, Folder } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { Collection } from '@/api/schema';
import { Counts, Shared } from './CollectionFacts';
import { CollectionMenu } from './CollectionMenu';

export function CollectionRow({ collection }: { collection: Collection }) {
  const { t } = useTranslation();
  const Icon = collection.builtIn ? BookOpen : Folder;
  return (
    <li className="group relative flex items-start gap-3 py-3.5 ps-4 pe-2 transition-colors hover:bg-hover/60">
      <span
        aria-hidden="true"
        className="mt-0.5 flex size-9 shrink-0 items-center justify-center rounded-control bg-bubble text-muted"
      >
        <Icon size={18} />
      </span>
      <div className="min-w-0 flex-1">
        <p className="flex flex-wrap items-center gap-x-2 gap-y-0.5">
          <Link
            to="/knowledge/$collectionId"
            params={{ collectionId: collection.id }}
            // The whole row leads there; the link is what a keyboard and a screen reader find.
            className="truncate font-medium after:absolute after:inset-0 focus-visible:outline-none focus-visible:after:rounded-card focus-visible:after:outline-2 focus-visible:after:outline-accent focus-visible:after:-outline-offset-2"
          >
            {collection.name}
          </Link>
          <Shared collection={collection} />
        </p>
        {collection.description !== '' && (
          <p className="mt-0.5 line-clamp-2 text-muted">{collection.description}</p>
        )}
        <p className="mt-1 text-muted text-sm">
          <Counts collection={collection} />
        </p>
      </div>
      <div className="relative shrink-0">
        <CollectionMenu
          collection={collection}
          label={t('knowledge.menuOf', { name: collection.name })}
        />
      </div>
    </li>
  );
}
