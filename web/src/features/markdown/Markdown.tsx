import { clsx } from 'clsx';
import { memo, type ReactNode, useMemo, useRef } from 'react';
import { BlockReader } from './blocks';
import { mend } from './mend';
import { parse } from './parse';
import { type RenderOptions, render } from './render';
import type { Block } from './splitter';

interface Props {
  text: string;
  streaming: boolean;
  citation?: (index: number, raw: string) => ReactNode;
  idPrefix?: string;
}

/** Markdown that may still be growing: what is complete is parsed and rendered once, only the end again and again. */
export function Markdown({ text, streaming, citation, idPrefix }: Props) {
  const reader = useRef<BlockReader>(null);
  reader.current ??= new BlockReader();
  const blocks = reader.current.read(text, !streaming);
  const options = { ...(citation && { citation }), ...(idPrefix && { idPrefix }) };
  return (
    <div className={clsx('prose', streaming && 'streaming')}>
      {blocks.closed.map((block) => (
        <BlockView key={block.key} block={block} open={false} {...options} />
      ))}
      {blocks.tail !== null && (
        <BlockView
          key={blocks.tail.key}
          block={
            blocks.tailFenced === null
              ? { ...blocks.tail, source: mend(blocks.tail.source) }
              : blocks.tail
          }
          open
          {...options}
        />
      )}
    </div>
  );
}

const BlockView = memo(
  function BlockView({ block, ...options }: { block: Block } & RenderOptions) {
    const tree = useMemo(() => parse(block.source), [block.source]);
    return render(tree, options);
  },
  (before, after) =>
    before.block.source === after.block.source &&
    before.open === after.open &&
    before.citation === after.citation,
);
