import { useCallback, useRef } from 'react';
import type { Citation } from '@/api/schema';
import { renderer } from '@/features/markdown/renderer';
import { useStore } from '@/lib/store';
import { CitationChip } from '../citations/CitationChip';

interface Props {
  id: string;
  text: string;
  streaming: boolean;
  citations: readonly Citation[];
}

export function AnswerText({ id, text, streaming, citations }: Props) {
  const citation = useCitation(citations);
  const Markdown = useStore(renderer);
  if (Markdown === 'coming') return null;
  if (Markdown === 'unavailable') return <div className="prose whitespace-pre-wrap">{text}</div>;
  return <Markdown text={text} streaming={streaming} citation={citation} idPrefix={`${id}-`} />;
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
