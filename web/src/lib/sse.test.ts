import { describe, expect, it } from 'vitest';
import { type ServerEvent, ServerEventParser } from './sse';

const stream = [
  ': ping\n\n',
  'id: 1\nevent: started\ndata: {"turnId":"t"}\n\n',
  'id: 2\r\nevent: text-delta\r\ndata: {"text":"grüße"}\r\n\r\n',
  'id: 3\rdata: one\rdata:two\rdata\r\r',
  'event: ignored\n\n',
  'retry: 10\nunknown: x\nid: bad\0id\ndata:  kept\n\n',
].join('');

const expected: ServerEvent[] = [
  { id: '1', type: 'started', data: '{"turnId":"t"}' },
  { id: '2', type: 'text-delta', data: '{"text":"grüße"}' },
  { id: '3', type: 'message', data: 'one\ntwo\n' },
  { id: '3', type: 'message', data: ' kept' },
];

function parse(chunks: readonly string[]): ServerEvent[] {
  const parser = new ServerEventParser();
  return chunks.flatMap((chunk) => parser.push(chunk));
}

describe('the event stream parser', () => {
  it('reads every kind of line end, several data lines, comments and unknown fields', () => {
    expect(parse([stream])).toEqual(expected);
  });

  it('gives the same events however the stream is cut', () => {
    for (let size = 1; size <= stream.length; size++) {
      const chunks: string[] = [];
      for (let at = 0; at < stream.length; at += size) chunks.push(stream.slice(at, at + size));
      expect(parse(chunks), `chunks of ${size}`).toEqual(expected);
    }
  });

  it('drops a byte order mark at the start and nowhere else', () => {
    expect(parse(['\uFEFFdata: a\n\ndata: \uFEFFb\n\n']).map((event) => event.data)).toEqual([
      'a',
      '\uFEFFb',
    ]);
  });

  it('does not give an event that has not ended', () => {
    expect(parse(['data: half\n'])).toEqual([]);
  });
});
