import { describe, expect, it } from 'vitest';
import { backoff, type FollowOptions, follow, type Timing } from './follow';
import { Problem } from './problem';

/** A clock that lets every wait pass at once and remembers it; only silence never falls. */
function timing(waits: number[]): Timing {
  return {
    silence: 45_000,
    random: () => 1,
    sleep(milliseconds, signal) {
      if (milliseconds === 45_000) {
        return new Promise((_, reject) =>
          signal.addEventListener('abort', () => reject(signal.reason)),
        );
      }
      waits.push(milliseconds);
      return Promise.resolve();
    },
  };
}

function response(...chunks: string[]): Response {
  return new Response(
    new ReadableStream<Uint8Array>({
      start(controller) {
        for (const chunk of chunks) controller.enqueue(new TextEncoder().encode(chunk));
        controller.close();
      },
    }),
  );
}

function event(id: number, type: string, text = ''): string {
  return `id: ${id}\nevent: ${type}\ndata: ${text}\n\n`;
}

interface Run {
  outcome: Promise<'done' | 'ended'>;
  asked: Array<string | undefined>;
  heard: string[];
  waits: number[];
}

/** Follows a stream whose connections behave, one after the other, as the script says. */
function run(script: ReadonlyArray<() => Response>, options: Partial<FollowOptions> = {}): Run {
  const asked: Array<string | undefined> = [];
  const heard: string[] = [];
  const waits: number[] = [];
  const outcome = follow(
    {
      timing: timing(waits),
      open: async (lastEventId) => {
        const next = script[asked.length];
        asked.push(lastEventId);
        if (next === undefined) throw new Problem({ code: 'not-found', status: 404 });
        return next();
      },
      onEvent: ({ type, data }) => {
        heard.push(`${type} ${data}`.trim());
        if (type === 'finished') return 'done';
        return type === 'reconnect' ? 'reconnect' : 'more';
      },
      ...options,
    },
    new AbortController().signal,
  );
  return { outcome, asked, heard, waits };
}

const lost = () => {
  throw Problem.network(new Error('no route'));
};

describe('following a stream', () => {
  it('goes on after the last event seen when the connection is lost', async () => {
    const { outcome, asked, heard } = run([
      () => response(event(1, 'text-delta', 'a'), event(5, 'text-delta', 'b')),
      () => response(event(9, 'text-delta', 'c'), event(10, 'finished')),
    ]);
    expect(await outcome).toBe('done');
    expect(asked).toEqual([undefined, '5']);
    expect(heard).toEqual(['text-delta a', 'text-delta b', 'text-delta c', 'finished']);
  });

  it('waits longer from failure to failure, and begins anew once it was heard of', async () => {
    const { outcome, waits } = run([
      lost,
      lost,
      lost,
      () => response(event(1, 'text-delta')),
      () => response(event(2, 'finished')),
    ]);
    await outcome;
    expect(waits).toEqual([500, 1000, 2000, 500]);
  });

  it('never waits longer than 15 seconds, and never less than a quarter of one', () => {
    expect(backoff(0, 0)).toBe(250);
    expect(backoff(0, 1)).toBe(500);
    expect(backoff(20, 1)).toBe(15_000);
    expect(backoff(20, 0)).toBe(7500);
  });

  it('comes back with the last id when the server asks for it', async () => {
    const { outcome, asked } = run([
      () => response(event(3, 'text-delta'), event(3, 'reconnect'), event(4, 'never')),
      () => response(event(7, 'finished')),
    ]);
    await outcome;
    expect(asked).toEqual([undefined, '3']);
  });

  it('says so when the server has nothing more to tell', async () => {
    const { outcome, asked } = run([() => response(), () => response()], { lastEventId: '12' });
    expect(await outcome).toBe('ended');
    expect(asked).toEqual(['12', '12']);
  });

  it('takes an endless stream that closes for a lost one', async () => {
    const { outcome, asked } = run(
      [() => response(), () => response(), () => response(), () => response(event(1, 'finished'))],
      { endless: true },
    );
    expect(await outcome).toBe('done');
    expect(asked).toHaveLength(4);
  });

  it('passes on a refusal that asking again would not change', async () => {
    const { outcome } = run([]);
    await expect(outcome).rejects.toMatchObject({ status: 404 });
  });

  it('tries again after failures of the server', async () => {
    const { outcome, asked } = run([
      () => {
        throw new Problem({ code: 'database-unavailable', status: 503 });
      },
      () => response(event(1, 'finished')),
    ]);
    expect(await outcome).toBe('done');
    expect(asked).toHaveLength(2);
  });

  it('takes a silent connection for a dead one', async () => {
    let silences = 0;
    const clock = timing([]);
    const { outcome, asked } = run(
      [
        () => new Response(new ReadableStream<Uint8Array>({ start: () => undefined })),
        () => response(event(1, 'finished')),
      ],
      {
        timing: {
          ...clock,
          sleep: (milliseconds, signal) =>
            milliseconds === clock.silence && silences++ === 0
              ? Promise.resolve()
              : clock.sleep(milliseconds, signal),
        },
      },
    );
    expect(await outcome).toBe('done');
    expect(asked).toHaveLength(2);
  });

  it('stops when it is called off', async () => {
    const stop = new AbortController();
    const following = follow(
      {
        timing: timing([]),
        open: async () => response(event(1, 'text-delta')),
        onEvent: () => {
          stop.abort();
          return 'more';
        },
      },
      stop.signal,
    );
    await expect(following).rejects.toMatchObject({ name: 'AbortError' });
  });

  it('keeps characters whole that are cut between two reads', async () => {
    const bytes = new TextEncoder().encode(event(1, 'text-delta', '漢字🙂') + event(2, 'finished'));
    const heard: string[] = [];
    await follow(
      {
        timing: timing([]),
        open: async () =>
          new Response(
            new ReadableStream<Uint8Array>({
              start(controller) {
                for (const byte of bytes) controller.enqueue(new Uint8Array([byte]));
                controller.close();
              },
            }),
          ),
        onEvent: ({ type, data }) => {
          heard.push(data);
          return type === 'finished' ? 'done' : 'more';
        },
      },
      new AbortController().signal,
    );
    expect(heard[0]).toBe('漢字🙂');
  });
});
