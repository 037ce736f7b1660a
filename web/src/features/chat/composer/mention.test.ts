import { describe, expect, it } from 'vitest';
import { mentionAt, withoutMention } from './mention';

describe('a # in a question', () => {
  it('names a collection at the beginning of a word', () => {
    expect(mentionAt('#', 1)).toEqual({ start: 0, query: '' });
    expect(mentionAt('ask #con', 8)).toEqual({ start: 4, query: 'con' });
    expect(mentionAt('ask\n#con tract', 8)).toEqual({ start: 4, query: 'con' });
  });

  it('is just a character elsewhere', () => {
    expect(mentionAt('C#', 2)).toBeNull();
    expect(mentionAt('# Heading', 9)).toBeNull();
    expect(mentionAt('## ', 2)).toBeNull();
    expect(mentionAt('#con', 0)).toBeNull();
  });

  it('goes away with what was typed of the name once the collection is chosen', () => {
    expect(withoutMention('ask #con now', { start: 4, query: 'con' })).toEqual({
      text: 'ask now',
      cursor: 4,
    });
    expect(withoutMention('#con', { start: 0, query: 'con' })).toEqual({ text: '', cursor: 0 });
  });
});
