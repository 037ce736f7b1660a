/** Markdown read as plain words, for a glance at it: marks, rules and the lines of tables are left out. */
export function plainWords(source: string): string {
  return source
    .replace(/^\s*\|?(?:\s*:?-+:?\s*\|)+\s*:?-*:?\s*$/gm, '')
    .replace(/^[#>\s]+|^\s*[-*+] /gm, '')
    .replace(/[ \t]*\|[ \t]*/g, '  ')
    .replace(/\*\*|__|`/g, '')
    .replace(/(^|\W)[*_](\S[^*_]*)[*_](?=\W|$)/g, '$1$2')
    .trim();
}
