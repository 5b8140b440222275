import { Agent, request } from 'undici';
import { type Flow, UnexpectedAnswer } from '../../../../load/engine/flow.ts';
import type { Begin } from '../../../../load/threads/flow-tools.ts';

/** Asks for one address again and again, over at most `connections`; every answer must be 200. */
export function getter(url: string, connections: number | null = null): Flow {
  const dispatcher = new Agent({ connections, keepAliveTimeout: 60_000 });
  return async () => {
    const { statusCode, body } = await request(url, { dispatcher });
    await body.dump();
    if (statusCode !== 200) throw new UnexpectedAnswer(`status ${statusCode}`);
  };
}

export const begin: Begin<{ url: string; connections?: number }> = ({ input: { url, connections } }) =>
  getter(url, connections);
