import { describe, expect, it } from 'vitest';
import { mend } from './mend';

describe('the end of a growing text', () => {
  it.each([
    ['a **bold', 'a **bold**'],
    ['a **', 'a '],
    ['a **bold** b', 'a **bold** b'],
    ['run `npm ci', 'run `npm ci`'],
    ['run `', 'run '],
    ['~~old', '~~old~~'],
    ['see [the docs](https://exa', 'see the docs'],
    ['so it is [1', 'so it is '],
    ['so it is [', 'so it is '],
    ['so it is [1]', 'so it is [1]'],
    ['code `a ** b` here', 'code `a ** b` here'],
    ['first **open\n\nsecond', 'first **open\n\nsecond'],
  ])('%j is shown as %j', (source, shown) => {
    expect(mend(source)).toBe(shown);
  });
});
