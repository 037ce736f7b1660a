import { useTranslation } from 'react-i18next';
import type { Collection } from '@/api/schema';
import { Button } from '@/ui/Button';
import { Spinner } from '@/ui/Spinner';

interface Props {
  /** The chosen collections that are not read to their end yet. */
  pending: readonly Collection[];
  /** The question that waits for them. */
  held: string | null;
  canHold: boolean;
  onHold(): void;
  /** Null while it cannot be asked yet. */
  onAskNow: (() => void) | null;
  onCancel(): void;
}

/** Says that an answer now may miss something, and offers to wait. */
export function IndexingNote({ pending, held, canHold, onHold, onAskNow, onCancel }: Props) {
  const { t } = useTranslation();
  const count = pending.reduce((sum, { pendingCount }) => sum + pendingCount, 0);
  const names = pending.map(({ name }) => name).join(', ');
  return (
    <div
      data-testid="indexing"
      className="flex flex-wrap items-center gap-x-3 gap-y-1.5 border-border border-b py-2 ps-4 pe-2 text-sm"
    >
      <p role="status" className="flex min-w-0 flex-1 basis-56 items-start gap-2.5 text-muted">
        <Spinner className="mt-0.5 size-3.5! shrink-0" />
        <span className="min-w-0 [overflow-wrap:anywhere]">
          {held === null
            ? t('composer.indexing', { names, count })
            : t('composer.held', { question: held.length > 80 ? `${held.slice(0, 79)}…` : held })}
        </span>
      </p>
      <span className="ms-auto flex gap-1.5">
        {held === null ? (
          <Button size="small" disabled={!canHold} onClick={onHold}>
            {t('composer.hold')}
          </Button>
        ) : (
          <>
            <Button size="small" variant="ghost" onClick={onCancel}>
              {t('action.cancel')}
            </Button>
            {onAskNow !== null && (
              <Button size="small" onClick={onAskNow}>
                {t('composer.askNow')}
              </Button>
            )}
          </>
        )}
      </span>
    </div>
  );
}
