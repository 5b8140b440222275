import { once } from 'node:events';
import { createServer } from 'node:http';
import { describe, expect, it } from 'vitest';
import { isGone, looksLostConnection } from '../../../reporting/console/target-watch.ts';

describe('the watch over the target', () => {
  it.each([
    ['apiRequestContext.fetch: connect ECONNREFUSED 127.0.0.1:1', true],
    ['page.goto: net::ERR_CONNECTION_REFUSED at http://127.0.0.1:1/', true],
    ['SocketError: other side closed', true],
    ['expected to succeed with 200', false],
  ])('takes "%s" for a lost connection: %s', (message, expected) => {
    expect(looksLostConnection(message)).toBe(expected);
  });

  it('calls a target gone that answers none of its tries, and not one that does', async () => {
    const server = createServer((_request, response) => response.end('{}')).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const address = server.address();
    const url = `http://127.0.0.1:${typeof address === 'object' ? (address?.port ?? 0) : 0}/`;
    const quick = { tries: 2, pauseMs: 5 };

    expect(await isGone(url, quick)).toBe(false);
    server.closeAllConnections();
    server.close();
    await once(server, 'close');
    expect(await isGone(url, quick)).toBe(true);
  });
});
