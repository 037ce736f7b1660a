/** A stretch of Markdown that can be parsed by itself. Once closed it never changes, and neither does the object. */
export interface Block {
  readonly key: number;
  readonly source: string;
}

type Fenced = {
  readonly kind: 'code' | 'math';
  readonly mark: string;
  readonly length: number;
};

type Container = 'paragraph' | 'list' | 'indented' | 'footnote' | 'html';

const fenceOpening = /^ {0,3}(`{3,}(?=[^`]*$)|~{3,})/;
const mathOpening = /^ {0,3}(\${2,})[^$]*$/;
const listMarker = /^ {0,3}(?:[-+*]|\d{1,9}[.)])(?:[ \t]|$)/;
const footnoteMarker = /^ {0,3}\[\^[^\]\s]+\]:/;
const htmlBlock =
  /^ {0,3}<(?:\/?(?:address|article|aside|base|basefont|blockquote|body|caption|center|col|colgroup|dd|details|dialog|dir|div|dl|dt|fieldset|figcaption|figure|footer|form|frame|frameset|h[1-6]|head|header|hr|html|iframe|legend|li|link|main|menu|menuitem|nav|noframes|ol|optgroup|option|p|param|search|section|summary|table|tbody|td|tfoot|th|thead|title|tr|track|ul)(?:[\s/>]|$)|\/?[a-z][a-z0-9-]*(?:\s[^<>]*)?\/?>\s*$)/i;
/** HTML that goes on over blank lines until its own end. */
const htmlSpans: ReadonlyArray<readonly [RegExp, RegExp]> = [
  [/^ {0,3}<(?:script|pre|style|textarea)(?:[\s>]|$)/i, /<\/(?:script|pre|style|textarea)>/i],
  [/^ {0,3}<!--/, /-->/],
  [/^ {0,3}<\?/, /\?>/],
  [/^ {0,3}<!\[CDATA\[/, /\]\]>/],
  [/^ {0,3}<![a-z]/i, />/],
];

/**
 * Cuts growing Markdown into blocks at the blank lines where nothing can reach across. Each character is looked at once,
 * however the text arrives; when in doubt two blocks stay one, which only costs a little time.
 */
export class Splitter {
  readonly #closed: Block[] = [];
  #lines: string[] = [];
  #partial = '';
  #blank = false;
  #container: Container = 'paragraph';
  #fenced: Fenced | null = null;
  #htmlEnd: RegExp | null = null;
  #finished = false;

  get closed(): readonly Block[] {
    return this.#closed;
  }

  /** What may still change. */
  get tail(): Block | null {
    if (this.#lines.length === 0 && this.#partial === '') return null;
    return { key: this.#closed.length, source: [...this.#lines, this.#partial].join('\n') };
  }

  /** Whether the tail is a code block or a formula whose end has not come. */
  get tailFenced(): 'code' | 'math' | null {
    return this.#fenced?.kind ?? null;
  }

  push(delta: string): void {
    if (this.#finished) throw new Error('the text is finished');
    let from = 0;
    for (;;) {
      const end = delta.indexOf('\n', from);
      if (end < 0) break;
      this.#line(this.#partial + delta.slice(from, end));
      this.#partial = '';
      from = end + 1;
    }
    this.#partial += delta.slice(from);
  }

  finish(): void {
    if (this.#partial !== '') this.#line(this.#partial);
    this.#partial = '';
    this.#close();
    this.#finished = true;
  }

  #line(raw: string): void {
    const line = raw.endsWith('\r') ? raw.slice(0, -1) : raw;
    if (this.#fenced !== null) this.#fencedLine(line, this.#fenced);
    else if (this.#htmlEnd !== null) this.#htmlLine(line, this.#htmlEnd);
    else if (line.trim() === '') this.#blankLine(line);
    else this.#textLine(line);
  }

  #blankLine(line: string): void {
    if (this.#lines.length === 0) return;
    this.#lines.push(line);
    this.#blank = true;
  }

  #textLine(line: string): void {
    if (this.#lines.length > 0 && this.#ends(line)) this.#close();
    if (this.#lines.length === 0) {
      this.#open(line);
      return;
    }
    this.#blank = false;
    this.#lines.push(line);
  }

  #fencedLine(line: string, fenced: Fenced): void {
    this.#lines.push(line);
    const closing = /^ {0,3}([`~$]+)[ \t]*$/.exec(line)?.[1];
    if (
      closing !== undefined &&
      closing.length >= fenced.length &&
      [...closing].every((character) => character === fenced.mark)
    ) {
      this.#close();
    }
  }

  #htmlLine(line: string, end: RegExp): void {
    this.#lines.push(line);
    if (end.test(line)) this.#close();
  }

  /** Whether a line that is not blank begins a new block. */
  #ends(line: string): boolean {
    const indent = indentOf(line);
    const nests = this.#container === 'list' || this.#container === 'footnote';
    if (this.#blank) {
      if (nests) return indent === 0 && !(this.#container === 'list' && listMarker.test(line));
      return !(this.#container === 'indented' && indent >= 4);
    }
    if (this.#container === 'html' || (nests && indent >= 2)) return false;
    return fenceOpening.test(line) || mathOpening.test(line) || htmlSpanEnd(line) !== null;
  }

  #open(line: string): void {
    this.#blank = false;
    this.#lines = [line];
    const code = fenceOpening.exec(line)?.[1];
    const math = mathOpening.exec(line)?.[1];
    const mark = code ?? math;
    if (mark !== undefined) {
      this.#fenced = {
        kind: code === undefined ? 'math' : 'code',
        mark: mark.charAt(0),
        length: mark.length,
      };
      return;
    }
    const end = htmlSpanEnd(line);
    if (end !== null) {
      if (end.test(line.replace(/^ {0,3}<!?-{0,2}/, ''))) this.#close();
      else this.#htmlEnd = end;
      return;
    }
    this.#container = containerOf(line);
  }

  #close(): void {
    while (this.#lines.at(-1)?.trim() === '') this.#lines.pop();
    if (this.#lines.length > 0) {
      this.#closed.push({ key: this.#closed.length, source: this.#lines.join('\n') });
    }
    this.#lines = [];
    this.#blank = false;
    this.#fenced = null;
    this.#htmlEnd = null;
    this.#container = 'paragraph';
  }
}

function containerOf(line: string): Container {
  if (indentOf(line) >= 4) return 'indented';
  if (listMarker.test(line)) return 'list';
  if (footnoteMarker.test(line)) return 'footnote';
  return htmlBlock.test(line) ? 'html' : 'paragraph';
}

function htmlSpanEnd(line: string): RegExp | null {
  return htmlSpans.find(([opening]) => opening.test(line))?.[1] ?? null;
}

function indentOf(line: string): number {
  let columns = 0;
  for (const character of line) {
    if (character === ' ') columns++;
    else if (character === '\t') columns += 4 - (columns % 4);
    else break;
  }
  return columns;
}
