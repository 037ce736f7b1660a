import type { IncomingMessage, ServerResponse } from 'node:http';
import { type Listener, listen } from './listener.ts';

const dimensions = 32;

/** A provider of one embedding model that speaks as OpenAI does; its vectors count words. */
export class EmbeddingProvider {
  static readonly model = 'text-embedding-ferry';

  /** Questions that were asked for, one text at a time. */
  readonly questions: string[] = [];
  /** Passages wait for this; questions do not. */
  gate: Promise<void> = Promise.resolve();
  #listener: Listener | null = null;

  static async start(): Promise<EmbeddingProvider> {
    const provider = new EmbeddingProvider();
    provider.#listener = await listen('127.0.0.1', (request, response) =>
      provider.#answer(request, response),
    );
    return provider;
  }

  get baseUrl(): string {
    return `${this.#listener?.url}/v1`;
  }

  close(): void {
    this.#listener?.close();
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    let body = '';
    for await (const piece of request) body += piece;
    response.setHeader('Content-Type', 'application/json');
    if (request.url !== '/v1/embeddings') {
      response.end(JSON.stringify({ data: [{ id: EmbeddingProvider.model }] }));
      return;
    }
    const { input } = JSON.parse(body) as { input: string[] };
    if (input.length > 1) await this.gate;
    else this.questions.push(...input);
    response.end(
      JSON.stringify({ data: input.map((text, index) => ({ index, embedding: counted(text) })) }),
    );
  }
}

function counted(text: string): number[] {
  const vector = new Array<number>(dimensions).fill(0);
  for (const word of text.toLowerCase().match(/[a-z0-9]+/g) ?? []) {
    const place = [...word].reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) % 997, 7);
    vector[place % dimensions] = (vector[place % dimensions] ?? 0) + 1;
  }
  return vector;
}
