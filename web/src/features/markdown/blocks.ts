import { type Block, Splitter } from './splitter';

export interface Blocks {
  readonly closed: readonly Block[];
  readonly tail: Block | null;
  readonly tailFenced: 'code' | 'math' | null;
}

/** Definitions of links and footnotes reach across blocks, so a text that may have some is parsed whole once it is complete. */
const definition = /\]:/;

/** Turns successive states of one growing text into blocks; a text that did not just grow starts anew. */
export class BlockReader {
  #splitter = new Splitter();
  #read = '';
  #finished: Blocks | null = null;

  read(text: string, finished: boolean): Blocks {
    if (this.#finished !== null && finished && text === this.#read) return this.#finished;
    if (this.#finished !== null || !text.startsWith(this.#read)) {
      this.#splitter = new Splitter();
      this.#read = '';
      this.#finished = null;
    }
    this.#splitter.push(text.slice(this.#read.length));
    this.#read = text;
    if (!finished) {
      return {
        closed: [...this.#splitter.closed],
        tail: this.#splitter.tail,
        tailFenced: this.#splitter.tailFenced,
      };
    }
    this.#splitter.finish();
    this.#finished = {
      closed: definition.test(text)
        ? [{ key: -1, source: text.replaceAll('\r\n', '\n') }]
        : this.#splitter.closed,
      tail: null,
      tailFenced: null,
    };
    return this.#finished;
  }
}
