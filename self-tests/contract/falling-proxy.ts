import { once } from 'node:events';
import { createServer, connect, type Socket } from 'node:net';

export interface FallingProxy {
  url: string;
  /** `performance.now()` when it fell; `null` while it stands. */
  fellAt: () => number | null;
  stop: () => void;
}

/** A way to the platform that falls away, and everything with it, when `after` has been asked for `times` times. */
export async function startFallingProxy(
  target: string,
  { after, times }: { after: string; times: number },
): Promise<FallingProxy> {
  const { hostname, port } = new URL(target);
  const sockets = new Set<Socket>();
  let seen = 0;
  const server = createServer((client) => {
    const upstream = connect(Number(port), hostname);
    for (const socket of [client, upstream]) {
      sockets.add(socket);
      socket.on('error', () => socket.destroy());
      socket.on('close', () => sockets.delete(socket));
    }
    client.on('data', (chunk) => {
      if (chunk.toString('latin1').includes(after)) seen += 1;
      if (seen >= times) stop();
    });
    client.pipe(upstream).pipe(client);
  });
  let fellAt: number | null = null;
  const stop = () => {
    fellAt ??= performance.now();
    server.close();
    for (const socket of sockets) socket.destroy();
  };
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return { url: `http://127.0.0.1:${address.port}`, fellAt: () => fellAt, stop };
}
