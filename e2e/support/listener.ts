import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A server of a test, on a free port. */
export interface Listener {
  readonly url: string;
  close(): void;
}

type Answer = (request: IncomingMessage, response: ServerResponse) => void | Promise<void>;

export async function listen(host: string, answer: Answer): Promise<Listener> {
  const server = createServer((request, response) => void answer(request, response));
  server.listen(0, host);
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://${host}:${port}`,
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}
