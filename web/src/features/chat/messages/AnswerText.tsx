import { lazy, Suspense, useCallback, useRef } from 'react';
import type { Citation } from '@/api/schema';
import { CitationChip } from '../citations/CitationChip';

const load = () => import('../markdown/Markdown');
const Markdown = lazy(() => load().then((module) => ({ default: module.Markdown })));

/** Fetches the renderer before the first answer needs it. */
export function preloadMarkdown(): void {
  load().catch(() => undefined);
}

interface Props {
  id: string;
  text: string;
  streaming: boolean;
  citations: readonly Citation[];
}

export function AnswerText({ id, text, streaming, citations }: Props) {
  const citation = useCitation(citations);
  return (
    <Suspense fallback={<div className="prose whitespace-pre-wrap">{text}</div>}>
      <Markdown text={text} streaming={streaming} citation={citation} idPrefix={`${id}-`} />
    </Suspense>
  );
}

/** A renderer of `[n]` that stays the same while no new source arrives, so that settled blocks need not render again. */
function useCitation(citations: readonly Citation[]) {
  const latest = useRef(citations);
  latest.current = citations;
  // biome-ignore lint/correctness/useExhaustiveDependencies: sources are only ever added
  return useCallback(
    (index: number, raw: string) => {
      const found = latest.current.find((citation) => citation.index === index);
      return found === undefined ? raw : <CitationChip citation={found} />;
    },
    [citations.length],
  );
}
