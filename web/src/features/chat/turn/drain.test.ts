import { describe, expect, it } from 'vitest';
import type { TurnEvent } from '@/api/schema';
import { Drain } from './drain';
import { framesOf } from './frames';

/** A drain whose frames come when the test says. */
function held() {
  const frames: Array<() => void> = [];
  const out: TurnEvent[][] = [];
  const drain = new Drain((events) => out.push([...events]), {
    hidden: false,
    next: (task) => frames.push(task),
  });
  const frame = () => frames.shift()?.();
  const all = () => {
    for (let most = 10_000; frames.length > 0 && most > 0; most--) frame();
  };
  const text = () =>
    out
      .flat()
      .map((event) => (event.type === 'text-delta' ? event.text : ''))
      .join('');
  return { drain, frame, all, out, text };
}

describe('the drain', () => {
  it('loses nothing and keeps the order', () => {
    const { drain, all, out, text } = held();
    const words = Array.from({ length: 500 }, (_, index) => `word${index} `);
    for (const word of words) drain.push({ type: 'text-delta', text: word });
    drain.push({ type: 'finished', usage: null });
    all();
    expect(text()).toBe(words.join(''));
    expect(out.flat().at(-1)?.type).toBe('finished');
  });

  it('gives no frame more than 2048 characters', () => {
    const { drain, all, out } = held();
    drain.push({ type: 'text-delta', text: 'x'.repeat(100_000) });
    all();
    for (const events of out) {
      const characters = events.reduce(
        (sum, event) => sum + (event.type === 'text-delta' ? event.text.length : 0),
        0,
      );
      expect(characters).toBeLessThanOrEqual(2048);
    }
    expect(out.length).toBeLessThan(120);
  });

  it('lets what is no text through at once', () => {
    const { drain, frame, out } = held();
    drain.push({ type: 'text-delta', text: 'ab' });
    drain.push({ type: 'stopped' });
    frame();
    expect(out).toEqual([[{ type: 'text-delta', text: 'ab' }, { type: 'stopped' }]]);
  });

  it('never cuts a character in two', () => {
    const { drain, all, out } = held();
    drain.push({ type: 'text-delta', text: '🙂'.repeat(300) });
    all();
    for (const event of out.flat()) {
      if (event.type === 'text-delta') expect(event.text.isWellFormed()).toBe(true);
    }
  });
});

/** A page that can be hidden. Its frames come only when it is shown and the test says; other tasks when the test says. */
function page() {
  let hidden = false;
  let changed = () => {};
  let frames: Array<() => void> = [];
  const posted: Array<() => void> = [];
  const out: TurnEvent[][] = [];
  const drain = new Drain(
    (events) => out.push([...events]),
    framesOf({
      get hidden() {
        return hidden;
      },
      onVisibilityChange: (listener) => {
        changed = listener;
      },
      requestFrame: (task) => frames.push(task),
      post: (task) => posted.push(task),
    }),
  );
  return {
    drain,
    out,
    setHidden(next: boolean) {
      hidden = next;
      changed();
    },
    draw() {
      const due = frames;
      frames = [];
      for (const task of due) task();
    },
    tasks() {
      for (let task = posted.shift(); task !== undefined; task = posted.shift()) task();
    },
    text: () =>
      out
        .flat()
        .map((event) => (event.type === 'text-delta' ? event.text : ''))
        .join(''),
  };
}

describe('the drain of a hidden page', () => {
  const long = 'x'.repeat(50_000);

  it('gives everything on without a single frame', () => {
    const { drain, out, setHidden, tasks, text } = page();
    setHidden(true);
    drain.push({ type: 'text-delta', text: long });
    drain.push({ type: 'finished', usage: null });
    tasks();
    expect(text()).toBe(long);
    expect(out.flat().at(-1)?.type).toBe('finished');
  });

  it('gives on what was waiting for a frame when the page was hidden, once', () => {
    const { drain, draw, setHidden, tasks, text } = page();
    drain.push({ type: 'text-delta', text: long });
    draw();
    expect(text().length).toBeLessThan(long.length);
    setHidden(true);
    tasks();
    expect(text()).toBe(long);
    setHidden(false);
    draw();
    tasks();
    expect(text()).toBe(long);
  });

  it('flows again when the page is shown again', () => {
    const { drain, out, draw, setHidden, tasks } = page();
    setHidden(true);
    drain.push({ type: 'text-delta', text: long });
    tasks();
    setHidden(false);
    drain.push({ type: 'text-delta', text: long });
    tasks();
    expect(out).toHaveLength(1);
    draw();
    expect(out[1]?.[0]).toMatchObject({ text: 'x'.repeat(2048) });
  });
});
