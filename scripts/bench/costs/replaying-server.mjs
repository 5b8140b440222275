import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';

// Answers every request at once with the recorded answer that its `x-replay` header names. A process of its own, so that
// whoever measures a client does not measure a server along with it.

/** @typedef {{ status: number, headers: Record<string, string>, body: string }} Answer */
/** @type {unknown} */
const recorded = JSON.parse(readFileSync(process.argv[2] ?? '', 'utf8'));
const answers = /** @type {Record<string, Answer>} */ (recorded);

const server = createServer((request, response) => {
  const answer = answers[String(request.headers['x-replay'])];
  request.resume();
  if (answer === undefined) response.writeHead(501).end();
  else response.writeHead(answer.status, answer.headers).end(answer.body);
});
server.listen(0, '127.0.0.1', () => {
  const address = server.address();
  if (address !== null && typeof address === 'object') console.log(`http://127.0.0.1:${address.port}`);
});
process.stdin.resume().on('end', () => process.exit());
