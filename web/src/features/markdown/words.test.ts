import { describe, expect, it } from 'vitest';
import { plainWords } from './words';

describe('Markdown at a glance', () => {
  it('is read without its marks', () => {
    expect(plainWords('## A **bold** `word`\n- and _one_ more')).toBe('A bold word\nand one more');
  });

  it('is read without the lines of its tables', () => {
    expect(plainWords('| month | rent |\n|---|--:|\n| May | 700 |')).toBe(
      'month  rent  \n  May  700',
    );
  });

  it('keeps what only looks like a mark', () => {
    expect(plainWords('snake_case_name and 2*3*4')).toBe('snake_case_name and 2*3*4');
  });
});
