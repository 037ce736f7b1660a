import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A page of a site: its HTML, or any other file with its type. */
export type Page = string | { type: string; body: string };

/** A small site that plays the web: 127.0.0.2 is what the server may fetch from. */
export class Site {
  /** Paths as they were asked for, in order. */
  readonly asked: string[] = [];

  private constructor(private server: Server | null) {}

  static async serve(pages: Record<string, Page>): Promise<Site> {
    const site = new Site(null);
    site.server = await listen('127.0.0.2', (request, response) => {
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
    return this.server === null ? '' : address(this.server);
  }

  close(): void {
    if (this.server !== null) end(this.server);
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

  private constructor(private server: Server | null) {}

  static async start(): Promise<SearchEngine> {
    const engine = new SearchEngine(null);
    engine.server = await listen(
      '127.0.0.1',
      (request, response) => void engine.#answer(request, response),
    );
    return engine;
  }

  get url(): string {
    return this.server === null ? '' : address(this.server);
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
    if (this.server !== null) end(this.server);
  }
}

async function listen(
  host: string,
  answer: (request: IncomingMessage, response: ServerResponse) => void,
): Promise<Server> {
  const server = createServer(answer).listen(0, host);
  await once(server, 'listening');
  return server;
}

function address(server: Server): string {
  const { address: host, port } = server.address() as AddressInfo;
  return `http://${host}:${port}`;
}

function end(server: Server): void {
  server.closeAllConnections();
  server.close();
}
