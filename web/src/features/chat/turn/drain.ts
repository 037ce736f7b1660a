import type { TurnEvent } from '@/api/schema';
import { type Frames, pageFrames } from './frames';

const mostPerFrame = 2048;
const leastPerFrame = 6;

/**
 * Holds what a turn says until the next frame and then gives part of it on: never so much that a frame takes long, never so
 * little that the text falls behind. A burst after a lost connection thus flows in instead of freezing the page. Nobody
 * watches a hidden page, so there everything is given on at once: whoever comes back finds the answer as far as it has got.
 */
export class Drain {
  #queue: TurnEvent[] = [];
  #scheduled = false;
  readonly #apply: (events: readonly TurnEvent[]) => void;
  readonly #frames: Frames;

  constructor(apply: (events: readonly TurnEvent[]) => void, frames: Frames = pageFrames) {
    this.#apply = apply;
    this.#frames = frames;
  }

  push(event: TurnEvent): void {
    const last = this.#queue.at(-1);
    if (event.type === 'text-delta' && last?.type === 'text-delta') {
      this.#queue[this.#queue.length - 1] = { type: 'text-delta', text: last.text + event.text };
    } else {
      this.#queue.push(event);
    }
    this.#schedule();
  }

  #schedule(): void {
    if (this.#scheduled || this.#queue.length === 0) return;
    this.#scheduled = true;
    this.#frames.next(() => {
      this.#scheduled = false;
      this.#flush();
      this.#schedule();
    });
  }

  #flush(): void {
    let left = this.#budget();
    const out: TurnEvent[] = [];
    while (this.#queue.length > 0) {
      const event = this.#queue[0];
      if (event === undefined) break;
      if (event.type !== 'text-delta') {
        out.push(event);
        this.#queue.shift();
        continue;
      }
      if (left <= 0) break;
      const cut = wholeCharacters(event.text, left);
      out.push({ type: 'text-delta', text: event.text.slice(0, cut) });
      left -= cut;
      if (cut < event.text.length) {
        this.#queue[0] = { type: 'text-delta', text: event.text.slice(cut) };
        break;
      }
      this.#queue.shift();
    }
    if (out.length > 0) this.#apply(out);
  }

  #budget(): number {
    let waiting = 0;
    for (const event of this.#queue) if (event.type === 'text-delta') waiting += event.text.length;
    if (this.#frames.hidden) return waiting;
    return Math.min(mostPerFrame, Math.max(leastPerFrame, Math.ceil(waiting / 5)));
  }
}

/** Never cuts a surrogate pair in two. */
function wholeCharacters(text: string, length: number): number {
  if (length >= text.length) return text.length;
  const code = text.charCodeAt(length - 1);
  return code >= 0xd800 && code <= 0xdbff ? length + 1 : length;
}
