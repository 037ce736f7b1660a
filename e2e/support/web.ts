import type { IncomingMessage, ServerResponse } from 'node:http';
import { type Listener, listen } from './listener.ts';

/** A page of a site: its HTML, or any other file with its type. */
export type Page = string | { type: string; body: string };

/** A small site that plays the web: 127.0.0.2 is what the server may fetch from. */
export class Site {
  /** Paths as they were asked for, in order. */
  readonly asked: string[] = [];

  private constructor(private listener: Listener | null) {}

  static async serve(pages: Record<string, Page>): Promise<Site> {
    const site = new Site(null);
    site.listener = await listen('127.0.0.2', (request, response) => {
      const path = request.url ?? '/';
      site.asked.push(path);
      const page = pages[path];
      if (page === undefined) {
        response.writeHead(404).end();
        return;
      }
      const { type, body } =
        typeof page === 'string' ? { type: 'text/html; charset=utf-8', body: page } : page;
      response.writeHead(200, { 'Content-Type': type }).end(body);
    });
    return site;
  }

  get root(): string {
    return this.listener?.url ?? '';
  }

  close(): void {
    this.listener?.close();
  }
}

export interface Result {
  title: string;
  url: string;
  content: string;
}

/** A search engine that speaks as Tavily does; it finds what it is told to, when it is told to. */
export class SearchEngine {
  readonly queries: string[] = [];
  results: Result[] = [];
  status = 200;
  /** An answer waits for this. */
  gate: Promise<void> = Promise.resolve();

  private constructor(private listener: Listener | null) {}

  static async start(): Promise<SearchEngine> {
    const engine = new SearchEngine(null);
    engine.listener = await listen('127.0.0.1', (request, response) =>
      engine.#answer(request, response),
    );
    return engine;
  }

  get url(): string {
    return this.listener?.url ?? '';
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    let body = '';
    for await (const piece of request) body += piece;
    this.queries.push((JSON.parse(body) as { query: string }).query);
    await this.gate;
    response
      .writeHead(this.status, { 'Content-Type': 'application/json' })
      .end(JSON.stringify({ results: this.results }));
  }

  close(): void {
    this.listener?.close();
  }
}
