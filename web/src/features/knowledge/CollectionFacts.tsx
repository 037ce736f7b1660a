import { useTranslation } from 'react-i18next';
import type { Collection } from '@/api/schema';
import { Badge } from '@/ui/Badge';

/** Whose it is and who else may use it, as far as it is worth a word. */
export function Shared({ collection }: { collection: Collection }) {
  const { t } = useTranslation();
  const { access, everyone, builtIn, defaultForEveryone } = collection;
  return (
    <>
      {builtIn && <Badge>{t('knowledge.builtIn')}</Badge>}
      {!builtIn && access !== 'owner' && <Badge>{t(`knowledge.access.${access}`)}</Badge>}
      {!builtIn && everyone !== 'none' && <Badge>{t(`knowledge.everyone.${everyone}`)}</Badge>}
      {defaultForEveryone && <Badge>{t('knowledge.default')}</Badge>}
    </>
  );
}

/** How much is in it, and what is not yet or never will be. */
export function Counts({ collection }: { collection: Collection }) {
  const { t } = useTranslation();
  const { documentCount, passageCount, pendingCount, failedCount } = collection;
  return (
    <span className="tabular-nums">
      {t('knowledge.documents', { count: documentCount })}
      {passageCount > 0 && ` · ${t('knowledge.passages', { count: passageCount })}`}
      {pendingCount > 0 && (
        <span className="text-accent">
          {' · '}
          {t('knowledge.indexing', { count: pendingCount })}
        </span>
      )}
      {failedCount > 0 && (
        <span className="text-danger">
          {' · '}
          {t('knowledge.notRead', { count: failedCount })}
        </span>
      )}
    </span>
  );
}
