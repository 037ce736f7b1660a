/**
 * Completes what the end of a growing text leaves open, so that marks do not flash as characters before their other half
 * arrives: emphasis, inline code, links and citation numbers.
 */
export function mend(source: string): string {
  const paragraph = source.lastIndexOf('\n\n') + 1;
  const head = source.slice(0, paragraph);
  let end = source
    .slice(paragraph)
    .replace(/!?\[([^\]\n]*)\]\([^)\n]*$/, '$1')
    .replace(/\[\^?\d{0,3}$/, '')
    .replace(/(?:^|\n)[-*_]{1,2}$/, '');
  if (count(end, /(?<!`)`(?!`)/g) % 2 === 1) {
    return head + (end.endsWith('`') ? end.slice(0, -1) : `${end}\``);
  }
  const prose = end.replace(/`[^`\n]*`/g, '');
  for (const mark of ['**', '~~']) {
    const pattern = mark === '**' ? /\*\*/g : /~~/g;
    if (count(prose, pattern) % 2 === 1) {
      const trimmed = end.trimEnd();
      end = trimmed.endsWith(mark) ? trimmed.slice(0, -2) : trimmed + mark;
    }
  }
  return head + end;
}

function count(text: string, pattern: RegExp): number {
  return text.match(pattern)?.length ?? 0;
}
