import { Agent, request } from 'undici';
import { UnexpectedAnswer } from '../../../load/engine/flow.ts';
import type { Begin } from '../../../load/threads/flow-tools.ts';

/** Asks for one address again and again; every answer must be 200. */
export const begin: Begin<{ url: string }> = ({ input: { url } }) => {
  const dispatcher = new Agent({ connections: 256, keepAliveTimeout: 60_000 });
  return async () => {
    const { statusCode, body } = await request(url, { dispatcher });
    await body.dump();
    if (statusCode !== 200) throw new UnexpectedAnswer(`status ${statusCode}`);
  };
};
