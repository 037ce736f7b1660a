import { clsx } from 'clsx';
import { useTranslation } from 'react-i18next';
import type { InspectedPassage, Inspection, Ranked } from '@/api/schema';
import { plainWords } from '@/features/markdown/words';
import { decimal } from '@/lib/format';
import { Badge } from '@/ui/Badge';

interface Props {
  inspection: Inspection;
  onOpen(passage: InspectedPassage): void;
}

export function Inspected({ inspection, onOpen }: Props) {
  const { t } = useTranslation();
  const { items, gate, tookMillis } = inspection;
  const used = items.filter((item) => item.used).length;
  return (
    <>
      <p role="status" className="mb-3 text-muted text-sm tabular-nums">
        {gate.passed
          ? t('inspector.found', { count: items.length, used, millis: decimal(tookMillis, 0) })
          : t('inspector.gateClosed', { millis: decimal(tookMillis, 0) })}
        {' · '}
        {t('inspector.gate', { bm25: decimal(gate.bm25, 2), cosine: decimal(gate.cosine, 3) })}
      </p>
      {items.length === 0 ? (
        <p className="py-8 text-center text-muted">{t('inspector.nothing')}</p>
      ) : (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
        <div className="overflow-x-auto rounded-card border border-border bg-surface" tabIndex={0}>
          <table className="w-full min-w-[640px] text-sm tabular-nums">
            <caption className="sr-only">{t('inspector.table')}</caption>
            <thead>
              <tr className="border-border border-b text-muted text-xs">
                <th scope="col" className="px-4 py-2 text-start font-medium">
                  {t('inspector.passage')}
                </th>
                {(['bm25', 'vector', 'fused'] as const).map((by) => (
                  <th key={by} scope="col" className="w-20 px-2 py-2 text-end font-medium">
                    {t(`inspector.${by}`)}
                  </th>
                ))}
                <th scope="col" className="w-36 py-2 ps-4 pe-4 text-start font-medium">
                  {t('inspector.outcome')}
                </th>
              </tr>
            </thead>
            <tbody className="divide-y divide-border">
              {items.map((item) => (
                <Row key={item.passageId} item={item} onOpen={onOpen} />
              ))}
            </tbody>
          </table>
        </div>
      )}
      <p className="mt-3 max-w-xl text-muted text-xs">{t('inspector.legend')}</p>
    </>
  );
}

function Row({ item, onOpen }: { item: InspectedPassage; onOpen(item: InspectedPassage): void }) {
  const { t } = useTranslation();
  return (
    <tr className="relative align-top transition-colors hover:bg-hover/60">
      <td className="max-w-0 px-4 py-2.5">
        <button
          type="button"
          onClick={() => onOpen(item)}
          className="block max-w-full truncate text-start font-medium after:absolute after:inset-0 focus-visible:outline-none focus-visible:after:outline-2 focus-visible:after:outline-accent focus-visible:after:-outline-offset-2"
        >
          {item.title}
          {item.section && <span className="font-normal text-muted"> · {item.section}</span>}
        </button>
        <p className={clsx('mt-0.5 line-clamp-2', !item.used && 'text-muted')}>
          {plainWords(item.text)}
        </p>
      </td>
      <Rank ranked={item.bm25} places={2} />
      <Rank ranked={item.vector} places={3} />
      <Rank ranked={item.fused} places={3} />
      <td className="py-2.5 ps-4 pe-4">
        <Badge tone={item.used ? 'accent' : 'neutral'}>
          {t(`inspector.reason.${item.reason}`)}
        </Badge>
      </td>
    </tr>
  );
}

/** A place in a ranking, and the score that gave it. */
function Rank({ ranked, places }: { ranked: Ranked | null; places: number }) {
  const { t } = useTranslation();
  return (
    <td className="px-2 py-2.5 text-end">
      {ranked === null ? (
        <span className="text-muted">
          <span aria-hidden="true">–</span>
          <span className="sr-only">{t('inspector.notRanked')}</span>
        </span>
      ) : (
        <>
          <span className="block font-medium">{ranked.rank}</span>
          <span className="block text-muted text-xs">{decimal(ranked.score, places)}</span>
        </>
      )}
    </td>
  );
}
