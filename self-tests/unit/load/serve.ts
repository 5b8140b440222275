import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll } from 'vitest';

const closing: (() => void)[] = [];

afterAll(() => {
  for (const close of closing.splice(0)) close();
});

/** Serves on a free port of this machine until the tests of the file are over; gives the address. */
export async function serve(listener: RequestListener): Promise<string> {
  const server = createServer(listener);
  closing.push(() => {
    server.closeAllConnections();
    server.close();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return `http://127.0.0.1:${port}`;
}

/** Answers nothing in the first `stallMs` of each second, and at once in the rest of it. */
export function stalling(stallMs: number): RequestListener {
  return (_request, response) => {
    const phase = performance.now() % 1000;
    if (phase >= stallMs) response.end();
    else setTimeout(() => response.end(), stallMs - phase);
  };
}
