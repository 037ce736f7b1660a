import type { Root } from 'mdast';
import { fromMarkdown } from 'mdast-util-from-markdown';
import { gfmFromMarkdown } from 'mdast-util-gfm';
import { mathFromMarkdown } from 'mdast-util-math';
import { gfm } from 'micromark-extension-gfm';
import { math } from 'micromark-extension-math';

const options = {
  extensions: [gfm(), math()],
  mdastExtensions: [gfmFromMarkdown(), mathFromMarkdown()],
};

const longestLine = 20_000;

export interface Parsed {
  readonly root: Root;
  /** What the positions in the tree count in. */
  readonly source: string;
}

/** Parses Markdown; a line so long that parsers choke on it makes the whole stretch plain text. */
export function parse(text: string): Parsed {
  if (hasLongLine(text)) {
    return {
      source: text,
      root: {
        type: 'root',
        children: [{ type: 'paragraph', children: [{ type: 'text', value: text }] }],
      },
    };
  }
  const source = withDollars(text);
  return { source, root: fromMarkdown(source, options) };
}

/** Many models write formulas as \( \) and \[ \]; code is left alone. */
function withDollars(source: string): string {
  if (!/\\[([]/.test(source)) return source;
  return source.replace(
    /(^|[^`])(`+)(?!`)[\s\S]*?[^`]\2(?!`)|\\\(([^\n]+?)\\\)|\\\[([\s\S]+?)\\\]/g,
    (whole, _before, _ticks, inline: string | undefined, display: string | undefined) => {
      if (inline !== undefined) return `$${inline.trim()}$`;
      if (display !== undefined) return `$$${display.trim().replace(/\n+/g, ' ')}$$`;
      return whole;
    },
  );
}

function hasLongLine(source: string): boolean {
  if (source.length <= longestLine) return false;
  return source.split('\n').some((line) => line.length > longestLine);
}
