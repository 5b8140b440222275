import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { messageOf, StartError } from './start-error.ts';

function codeOf(error: unknown): unknown {
  return error instanceof Error && 'code' in error ? error.code : undefined;
}

function bindOnce(host: string, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen({ host, port }, () => {
      const { port: bound } = server.address() as AddressInfo;
      server.close(() => resolve(bound));
    });
  });
}

/** A port of the loopback interface that is free now. */
export function freePort(): Promise<number> {
  return bindOnce('127.0.0.1', 0);
}

/** Throws a StartError when the platform could not listen there. */
export async function assertPortIsFree(host: string, port: number): Promise<void> {
  try {
    await bindOnce(host, port);
  } catch (error) {
    const code = codeOf(error);
    if (code === 'EADDRINUSE') {
      throw new StartError(`port ${port} is in use: choose another with --port, or 0 for any free one`);
    }
    if (code === 'EACCES')
      throw new StartError(`port ${port} needs more rights: choose one above 1023 with --port`);
    throw new StartError(`--host ${host}: cannot listen there: ${messageOf(error)}`);
  }
}
