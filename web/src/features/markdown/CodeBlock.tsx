import { clsx } from 'clsx';
import type { Element, Root, RootContent } from 'hast';
import { Check, Copy, WrapText } from 'lucide-react';
import { Fragment, memo, type ReactNode, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCopy } from '@/lib/use-copy';
import { IconButton } from '@/ui/IconButton';

type Highlight = (code: string, language: string) => Root | null;

let highlight: Highlight | null = null;
const longest = 60_000;

interface Props {
  code: string;
  language: string | null;
  /** Still being written: shown plain, coloured once it is complete. */
  open: boolean;
}

export const CodeBlock = memo(function CodeBlock({ code, language, open }: Props) {
  const { t } = useTranslation();
  const [wrap, setWrap] = useState(false);
  const { copied, copy } = useCopy();
  const tree = useHighlighted(code, language, !open);
  return (
    <div className="code">
      <div className="flex h-9 items-center justify-between ps-3.5 pe-1">
        <span className="font-mono text-xs text-muted">{language ?? t('code.plain')}</span>
        <span className="flex">
          <IconButton
            size="small"
            label={wrap ? t('code.unwrap') : t('code.wrap')}
            aria-pressed={wrap}
            icon={<WrapText size={15} />}
            className={clsx(wrap && 'text-accent')}
            onClick={() => setWrap(!wrap)}
          />
          <IconButton
            size="small"
            label={copied ? t('action.copied') : t('code.copy')}
            icon={copied ? <Check size={15} /> : <Copy size={15} />}
            onClick={() => copy(code)}
          />
        </span>
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
      <pre dir="ltr" className={clsx('border-border border-t', wrap && 'wrap')} tabIndex={0}>
        <code>{tree === null ? code : elements(tree.children)}</code>
      </pre>
    </div>
  );
});

function useHighlighted(code: string, language: string | null, wanted: boolean): Root | null {
  const [ready, setReady] = useState(highlight !== null);
  const useful = wanted && language !== null && code.length <= longest;
  useEffect(() => {
    if (!useful || ready) return;
    let current = true;
    import('./highlighter').then(
      (module) => {
        highlight = module.highlight;
        if (current) setReady(true);
      },
      // Code without colours is still code.
      () => undefined,
    );
    return () => {
      current = false;
    };
  }, [useful, ready]);
  return useful && ready && highlight !== null ? highlight(code, language.toLowerCase()) : null;
}

function elements(nodes: readonly RootContent[]): ReactNode {
  return nodes.map((node, index) => {
    // biome-ignore lint/suspicious/noArrayIndexKey: the tree of a finished text never changes
    if (node.type === 'text') return <Fragment key={index}>{node.value}</Fragment>;
    if (node.type !== 'element') return null;
    return (
      // biome-ignore lint/suspicious/noArrayIndexKey: as above
      <span key={index} className={classOf(node)}>
        {elements(node.children)}
      </span>
    );
  });
}

function classOf(element: Element): string {
  const { className } = element.properties;
  return Array.isArray(className) ? className.join(' ') : '';
}
