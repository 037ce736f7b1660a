import { isAbort, Problem } from './problem';
import { type ServerEvent, ServerEventParser } from './sse';

export type Connection = 'connecting' | 'open' | 'waiting';

export interface FollowOptions {
  /** Asks for the stream after the event with this id (from its start when there is none). Throws a Problem. */
  open(lastEventId: string | undefined, signal: AbortSignal): Promise<Response>;
  /** Takes one event and says whether the stream is complete, or to be asked for again. */
  onEvent(event: ServerEvent): 'more' | 'done' | 'reconnect';
  onConnection?(state: Connection): void;
  lastEventId?: string | undefined;
  /** A stream that never completes by itself: an empty end is a lost connection. */
  endless?: boolean;
  timing?: Timing;
}

/** The outside world of a follower, so that tests can hold the clock. */
export interface Timing {
  sleep(milliseconds: number, signal: AbortSignal): Promise<void>;
  random(): number;
  silence: number;
}

const shortest = 500;
const longest = 15_000;

/** Doubling waits from half a second to 15 seconds, each shortened at random so that many clients do not come at once. */
export function backoff(attempt: number, random: number): number {
  return Math.min(longest, shortest * 2 ** attempt) * (0.5 + random / 2);
}

/**
 * Follows an event stream over lost connections, always from the last event seen, until it is complete. Says `ended` when
 * the server closes it twice without a word, which is how it answers after the final event. Throws the Problem of a refusal
 * that asking again would not change, and an AbortError when called off.
 */
export async function follow(
  options: FollowOptions,
  signal: AbortSignal,
): Promise<'done' | 'ended'> {
  const timing = options.timing ?? browserTiming;
  let lastEventId = options.lastEventId;
  let attempt = 0;
  let emptyEnds = 0;
  for (;;) {
    options.onConnection?.('connecting');
    let heard = false;
    try {
      const connection = new AbortController();
      const response = await options.open(
        lastEventId,
        AbortSignal.any([signal, connection.signal]),
      );
      options.onConnection?.('open');
      for await (const event of events(response, connection, signal, timing)) {
        heard = true;
        attempt = 0;
        emptyEnds = 0;
        if (event.id !== '') lastEventId = event.id;
        const next = options.onEvent(event);
        if (next === 'done') {
          connection.abort();
          return 'done';
        }
        if (next === 'reconnect') {
          connection.abort();
          break;
        }
      }
      if (!heard && !options.endless && ++emptyEnds >= 2) return 'ended';
    } catch (cause) {
      signal.throwIfAborted();
      const problem = isAbort(cause) ? Problem.network(cause) : Problem.of(cause);
      if (!problem.passing) throw problem;
    }
    signal.throwIfAborted();
    options.onConnection?.('waiting');
    await timing.sleep(backoff(attempt, timing.random()), signal);
    attempt++;
  }
}

async function* events(
  response: Response,
  connection: AbortController,
  signal: AbortSignal,
  timing: Timing,
): AsyncGenerator<ServerEvent> {
  if (response.body === null) return;
  const reader = response.body.getReader();
  const decoder = new TextDecoder();
  const parser = new ServerEventParser();
  try {
    for (;;) {
      const { done, value } = await readWithin(reader, timing, connection, signal);
      if (done) return;
      yield* parser.push(decoder.decode(value, { stream: true }));
    }
  } finally {
    reader.cancel().catch(() => undefined);
  }
}

/** A silent connection (no byte, not even a ping) is a dead one, whatever the operating system believes. */
async function readWithin(
  reader: ReadableStreamDefaultReader<Uint8Array>,
  timing: Timing,
  connection: AbortController,
  signal: AbortSignal,
): Promise<ReadableStreamReadResult<Uint8Array>> {
  const heard = new AbortController();
  const silence = timing.sleep(timing.silence, AbortSignal.any([heard.signal, signal])).then(
    () => {
      connection.abort();
      throw Problem.network(new Error('the stream fell silent'));
    },
    () => new Promise<never>(() => undefined),
  );
  try {
    return await Promise.race([
      reader.read().catch((cause) => {
        throw Problem.network(cause);
      }),
      silence,
    ]);
  } finally {
    heard.abort();
  }
}

const browserTiming: Timing = {
  silence: 45_000,
  random: Math.random,
  sleep(milliseconds, signal) {
    return new Promise((resolve, reject) => {
      const stop = () => {
        clearTimeout(timer);
        removeEventListener('online', finish);
        signal.removeEventListener('abort', abort);
      };
      const finish = () => {
        stop();
        resolve();
      };
      const abort = () => {
        stop();
        reject(signal.reason);
      };
      const timer = setTimeout(finish, milliseconds);
      // Long waits are for an absent network: its return ends them.
      if (milliseconds < 20_000) addEventListener('online', finish);
      signal.addEventListener('abort', abort);
      if (signal.aborted) abort();
    });
  },
};
