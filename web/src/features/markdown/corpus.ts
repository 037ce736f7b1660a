/** Texts as language models write them, with what is hard to cut into blocks. Used by tests. */
export const corpus: Readonly<Record<string, string>> = {
  prose: 'One paragraph.\n\nAnother **bold** one\nover two lines.\n\n\n\nA third.',
  headings: '# One\n\ntext\n## Two\ntext\n\nSetext\n===\n\nOther\n---\n\n---\n\nend',
  fences: 'Before\n\n```ts\nconst a = 1;\n\n\nconst b = `x`;\n```\nafter\n\n~~~\n```\n\n~~~\nend',
  nestedFence: '````md\n```ts\ncode\n\nmore\n```\n````\n\nend',
  openFence: 'text\n\n```py\nprint(1)\n\nprint(2)',
  lists:
    '- one\n- two\n\n  still two\n\n- three\n\nafter\n\n1. a\n2. b\n   - c\n\n     d\n3. e\n\nend',
  fenceInList:
    '1. Do:\n\n   ```sh\n   a\n\n   b\n   ```\n\n2. Then:\n\n   ```sh\n   c\n   ```\n\nend',
  tasks: '- [x] done\n- [ ] open\n\ntext',
  table: '| a | b |\n|---|--:|\n| 1 | 2 |\n| `x|y` | **z** |\n\nafter\n| c |\n|---|\n| 3 |\ntext',
  quotes: '> one\n> two\n\n> three\nlazy\n\n> ```\n> code\n>\n> more\n> ```\n\nend',
  indented: 'text\n\n    code\n\n    more\n\ntext',
  math: 'Inline $a_1$ and\n\n$$\n\\sum x\n\n+ 1\n$$\n\nor $$x$$ inline.\n\n$$\na\n$$\nend',
  html: '<div>\n\ntext\n\n</div>\n\n<!-- a\n\nb -->\n\n<script>\n\nalert(1)\n\n</script>\ntext\n\n<b>x</b> y',
  references:
    'See [it] and [^1].\n\n[it]: https://example.org\n\n[^1]: A note.\n\n    More of it.\n\nend',
  breaks: 'a  \nb\\\nc\r\nd\r\n\r\ne',
  mixed:
    'To do this:\n\n1. **First**: run\n\n   ```bash\n   npm ci\n   ```\n2. Then see the table.\n\n| k | v |\n|---|---|\n| 1 | 2 |\n\n> Note\n\n```js\nx\n```\n\nDone. [1]',
};
