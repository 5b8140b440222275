import { once } from 'node:events';
import { createServer } from 'node:http';
import { Agent, request } from 'undici';
import { loadContract } from '../../contract/contract.ts';
import { SabotageProxy } from '../../sabotage/proxy/proxy.ts';

// What the sabotage proxy adds to a call: the same call of a server that answers at once, with and without it in between.
// Turn by turn, so that whatever else the machine does meets both. Limit: 1 ms at the median.

const CALLS = 3000;
const LIMIT_MS = 1;

const server = createServer((_request, response) => {
  response.writeHead(200, { 'content-type': 'application/json' }).end('{"items":[],"total":0}');
});
server.listen(0, '127.0.0.1');
await once(server, 'listening');
const address = server.address();
if (address === null || typeof address === 'string') throw new Error('no port');
const direct = `http://127.0.0.1:${address.port}`;
const proxy = await SabotageProxy.start({ upstream: direct, contract: loadContract(), defects: new Map() });
const dispatcher = new Agent({ connections: 1 });

const call = async (origin: string): Promise<number> => {
  const start = performance.now();
  const { body } = await request(`${origin}/api/v1/datasets`, { dispatcher });
  await body.dump();
  return performance.now() - start;
};
const times: { direct: number[]; proxied: number[] } = { direct: [], proxied: [] };
for (let index = 0; index < CALLS; index += 1) {
  times.direct.push(await call(direct));
  times.proxied.push(await call(proxy.url));
}
const median = (values: number[]) => values.toSorted((a, b) => a - b)[values.length >> 1] ?? Number.NaN;
const added = median(times.proxied) - median(times.direct);
console.log(
  `Sabotage proxy: ${added.toFixed(2)} ms added at the median (${median(times.direct).toFixed(2)} ms without it, ${CALLS} calls); limit ${LIMIT_MS} ms`,
);
await dispatcher.close();
await proxy.stop();
server.close();
process.exitCode = added <= LIMIT_MS ? 0 : 1;
