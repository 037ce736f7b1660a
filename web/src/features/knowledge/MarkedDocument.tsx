import { useEffect, useMemo, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { SourceDocument } from '@/api/schema';
import { parse } from '@/features/markdown/parse';
import { render } from '@/features/markdown/render';

const longestMarkdown = 200_000;

interface Props {
  document: SourceDocument;
  start: number;
  end: number;
}

/** A document with one passage marked and brought into sight. */
export function MarkedDocument({ document, start, end }: Props) {
  const { t } = useTranslation();
  const content = useRef<HTMLDivElement>(null);
  const formatted = isMarkdown(document);
  const body = useMemo(
    () =>
      formatted
        ? render(parse(document.text), { open: false, highlight: { start, end } })
        : plain(document.text, start, end),
    [document, formatted, start, end],
  );

  // biome-ignore lint/correctness/useExhaustiveDependencies: another passage is another place to go to
  useEffect(() => {
    content.current?.querySelector('mark')?.scrollIntoView({ block: 'center' });
  }, [body]);

  return (
    <section
      ref={content}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
      tabIndex={0}
      aria-label={t('citation.text')}
      className="min-h-0 flex-1 overflow-y-auto p-5"
    >
      <div
        className={
          formatted ? 'prose text-[15px]!' : 'whitespace-pre-wrap text-[15px] leading-relaxed'
        }
      >
        {body}
      </div>
    </section>
  );
}

function isMarkdown(document: SourceDocument): boolean {
  return (
    document.text.length <= longestMarkdown &&
    (document.mediaType === 'text/markdown' ||
      /\.(md|markdown|mdx)(?:$|[#?])/i.test(document.location ?? ''))
  );
}

function plain(text: string, start: number, end: number) {
  return (
    <>
      {text.slice(0, start)}
      <mark className="rounded-[3px] bg-mark text-text">{text.slice(start, end)}</mark>
      {text.slice(end)}
    </>
  );
}
