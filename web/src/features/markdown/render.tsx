import { clsx } from 'clsx';
import type {
  AlignType,
  Blockquote,
  Code,
  FootnoteDefinition,
  Heading,
  Image,
  InlineCode,
  List,
  ListItem,
  Nodes,
  PhrasingContent,
  Root,
  Table,
} from 'mdast';
import type { InlineMath, Math as MathNode } from 'mdast-util-math';
import { Fragment, type ReactNode } from 'react';
import { CodeBlock } from './CodeBlock';
import { safeImage, safeLink } from './links';
import { MathView } from './MathView';
import type { Parsed } from './parse';

export interface RenderOptions {
  /** The text may still grow. */
  readonly open: boolean;
  /** What to make of `[n]` in the text. */
  readonly citation?: (index: number, raw: string) => ReactNode;
  /** Characters to mark, as offsets into the source. */
  readonly highlight?: { readonly start: number; readonly end: number };
  readonly idPrefix?: string;
}

/** React elements for a parsed text. Nothing ever becomes HTML by itself: raw HTML is shown as the text it is. */
export function render({ root, source }: Parsed, options: RenderOptions): ReactNode {
  const footnotes = root.children.filter((node) => node.type === 'footnoteDefinition');
  const context: Context = { ...options, source, definitions: definitionsOf(root), footnotes };
  return (
    <>
      {children(
        root.children.filter((node) => node.type !== 'footnoteDefinition'),
        context,
      )}
      {footnotes.length > 0 && (
        <ol className="footnotes">
          {footnotes.map((note) => (
            <li key={note.identifier} id={footnoteId(note.identifier, context)}>
              {children(note.children, context)}
            </li>
          ))}
        </ol>
      )}
    </>
  );
}

interface Context extends RenderOptions {
  readonly source: string;
  readonly definitions: ReadonlyMap<string, string>;
  readonly footnotes: readonly FootnoteDefinition[];
}

function definitionsOf(root: Root): ReadonlyMap<string, string> {
  const definitions = new Map<string, string>();
  const visit = (node: Nodes) => {
    if (node.type === 'definition') definitions.set(node.identifier, node.url);
    else if ('children' in node) node.children.forEach(visit);
  };
  visit(root);
  return definitions;
}

function children(nodes: readonly Nodes[], context: Context): ReactNode {
  return nodes.map((node, index) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: the place in the text is what a node is
    <Fragment key={index}>{element(node, context)}</Fragment>
  ));
}

function element(node: Nodes, context: Context): ReactNode {
  switch (node.type) {
    case 'text':
      return text(node.value, offset(node.position?.start.offset), context);
    case 'paragraph':
      return <p>{children(node.children, context)}</p>;
    case 'heading':
      return heading(node, context);
    case 'strong':
      return <strong>{children(node.children, context)}</strong>;
    case 'emphasis':
      return <em>{children(node.children, context)}</em>;
    case 'delete':
      return <del>{children(node.children, context)}</del>;
    case 'inlineCode':
      return inlineCode(node, context);
    case 'break':
      return <br />;
    case 'thematicBreak':
      return <hr />;
    case 'html':
      return node.value;
    case 'blockquote':
      return blockquote(node, context);
    case 'list':
      return list(node, context);
    case 'listItem':
      return listItem(node, false, context);
    case 'table':
      return table(node, context);
    case 'code':
      return code(node, context);
    case 'math':
      return math(node as MathNode, context);
    case 'inlineMath':
      return inlineMath(node as InlineMath, context);
    case 'link':
      return link(node, node.url, context);
    case 'linkReference':
      return link(node, context.definitions.get(node.identifier) ?? '', context);
    case 'image':
      return image(node);
    case 'imageReference':
      return image({ url: context.definitions.get(node.identifier) ?? '', alt: node.alt ?? null });
    case 'footnoteReference':
      return footnoteReference(node.identifier, context);
    case 'definition':
    case 'footnoteDefinition':
    case 'yaml':
      return null;
    case 'root':
    case 'tableRow':
    case 'tableCell':
      return children(node.children, context);
    default:
      return null;
  }
}

function offset(value: number | undefined): number {
  return value ?? -1;
}

/** One or more citation numbers in a row, with the end of the word before them. */
const citationRun = /(\S{0,24}[ \u00a0]?)(\[\d{1,3}\](?: ?\[\d{1,3}\])*)/g;

function text(value: string, start: number, context: Context): ReactNode {
  const { highlight, citation } = context;
  if (highlight !== undefined) return marked(value, start, highlight);
  if (citation === undefined || !value.includes('[')) return value;
  const out: ReactNode[] = [];
  let from = 0;
  for (const { index, 0: run, 1: word, 2: marks } of value.matchAll(citationRun)) {
    out.push(
      value.slice(from, index),
      // A number alone at the start of a line would belong to nothing.
      <span key={index} className="whitespace-nowrap">
        {word}
        {[...(marks ?? '').matchAll(/\[(\d+)\]/g)].map((mark) => (
          <Fragment key={mark.index}>{citation(Number(mark[1]), mark[0])}</Fragment>
        ))}
      </span>,
    );
    from = index + run.length;
  }
  out.push(value.slice(from));
  return out;
}

function marked(
  value: string,
  start: number,
  highlight: { readonly start: number; readonly end: number },
): ReactNode {
  const from = Math.max(0, highlight.start - start);
  const to = Math.min(value.length, highlight.end - start);
  if (start < 0 || from >= value.length || to <= 0) return value;
  return (
    <>
      {value.slice(0, from)}
      <mark>{value.slice(from, to)}</mark>
      {value.slice(to)}
    </>
  );
}

/** Whether any of a node lies within the marked characters. */
function isMarked(node: Nodes, { highlight }: Context): boolean {
  if (highlight === undefined) return false;
  const start = offset(node.position?.start.offset);
  const end = offset(node.position?.end.offset);
  return start >= 0 && start < highlight.end && end > highlight.start;
}

function inlineCode(node: InlineCode, context: Context): ReactNode {
  const words = <code>{node.value}</code>;
  return isMarked(node, context) ? <mark>{words}</mark> : words;
}

function heading(node: Heading, context: Context): ReactNode {
  // The page has its own first and second level; an answer's headings come below them.
  const Tag = (['h3', 'h4', 'h5', 'h6', 'h6', 'h6'] as const)[node.depth - 1] ?? 'h6';
  return (
    <Tag className={clsx(node.depth === 1 && 'text-lg!', node.depth === 2 && 'text-[18px]!')}>
      {children(node.children, context)}
    </Tag>
  );
}

function blockquote(node: Blockquote, context: Context): ReactNode {
  return <blockquote>{children(node.children, context)}</blockquote>;
}

function list(node: List, context: Context): ReactNode {
  const loose = node.spread === true || node.children.some((item) => item.spread === true);
  const items = node.children.map((item, index) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: the place in the list is what an item is
    <Fragment key={index}>{listItem(item, loose, context)}</Fragment>
  ));
  const spacing = loose ? 'loose' : 'tight';
  if (!node.ordered) return <ul className={spacing}>{items}</ul>;
  return (
    <ol className={spacing} start={node.start ?? 1}>
      {items}
    </ol>
  );
}

function listItem(item: ListItem, loose: boolean, context: Context): ReactNode {
  const content = item.children.map((child, index) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: as above
    <Fragment key={index}>
      {child.type === 'paragraph' && !loose
        ? children(child.children, context)
        : element(child, context)}
    </Fragment>
  ));
  if (typeof item.checked !== 'boolean') return <li>{content}</li>;
  return (
    <li className="task">
      <input type="checkbox" checked={item.checked} readOnly tabIndex={-1} aria-hidden="true" />
      {content}
    </li>
  );
}

function table(node: Table, context: Context): ReactNode {
  const [head, ...rows] = node.children;
  if (head === undefined) return null;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
    <div className="table" tabIndex={0}>
      <table>
        <thead>
          <tr>
            {head.children.map((cell, column) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: the column is what a cell is
              <th key={column} className={alignment(node.align?.[column])}>
                {children(cell.children, context)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: as above
            <tr key={index}>
              {row.children.map((cell, column) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: as above
                <td key={column} className={alignment(node.align?.[column])}>
                  {children(cell.children, context)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function alignment(align: AlignType | undefined): string | undefined {
  if (align === 'right') return 'end';
  return align === 'center' ? 'center' : undefined;
}

function code(node: Code, context: Context): ReactNode {
  const block = <CodeBlock code={node.value} language={node.lang ?? null} open={context.open} />;
  return isMarked(node, context) ? <div className="marked">{block}</div> : block;
}

function math(node: MathNode, context: Context): ReactNode {
  return <MathView source={node.value} display open={context.open} />;
}

function inlineMath(node: InlineMath, context: Context): ReactNode {
  const { value } = node;
  const written = context.source.slice(node.position?.start.offset, node.position?.end.offset);
  const display = written.startsWith('$$');
  // "$5 or $6" speaks of money: a single dollar is a formula only where it hugs what it encloses.
  if (!display && /^\$\s|\s\$$|^\$\d[\d.,]*\s/.test(written)) return written;
  return <MathView source={value} display={display} open={context.open} />;
}

function link(
  node: { readonly children: readonly PhrasingContent[] },
  url: string,
  context: Context,
): ReactNode {
  const content = children(node.children, context);
  const safe = safeLink(url);
  if (safe === null) return content;
  if (safe.host === null) return <a href={safe.href}>{content}</a>;
  const told = plain(node.children).includes(safe.host);
  return (
    <a href={safe.href} target="_blank" rel="noopener noreferrer nofollow ugc">
      {content}
      {!told && <span className="ms-1 text-muted text-sm">({safe.host})</span>}
    </a>
  );
}

function plain(nodes: readonly Nodes[]): string {
  return nodes
    .map((node) => ('value' in node ? node.value : 'children' in node ? plain(node.children) : ''))
    .join('');
}

function image(node: Pick<Image, 'url' | 'alt'>): ReactNode {
  const source = safeImage(node.url);
  const alt = node.alt ?? '';
  if (source === null) return <span className="text-muted">[{alt === '' ? 'image' : alt}]</span>;
  return <img src={source} alt={alt} loading="lazy" className="max-h-96 rounded-card" />;
}

function footnoteId(identifier: string, context: Context): string {
  return `${context.idPrefix ?? ''}fn-${identifier.replace(/[^\w-]/g, '_')}`;
}

function footnoteReference(identifier: string, context: Context): ReactNode {
  const index = context.footnotes.findIndex((note) => note.identifier === identifier);
  if (index < 0) return `[^${identifier}]`;
  return (
    <sup>
      <a href={`#${footnoteId(identifier, context)}`}>{index + 1}</a>
    </sup>
  );
}
