import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { z } from 'zod';
import { API_BASE_PATH } from '../api-clients/http/transport.ts';
import { BASELINE_FILE } from './contract.ts';
import { operationsOf } from './operations.ts';

// `npm run contract:update`: takes the OpenAPI document of the reference platform as the agreed contract. Look at the
// difference before committing it: from then on every exchange is held against it.

const address = process.argv[2];
const platform = address === undefined ? startPlatform() : null;
try {
  const url = address ?? (await readyAddress(platform));
  const response = await fetch(`${url}${API_BASE_PATH}/openapi.json`);
  const document = z.record(z.string(), z.unknown()).parse(await response.json());
  const operations = operationsOf(document);
  writeFileSync(BASELINE_FILE, `${JSON.stringify(document, null, 2)}\n`);
  console.log(`${operations.length} operations written to contract/openapi.baseline.json`);
} finally {
  if (platform !== null) {
    platform.kill('SIGTERM');
    await once(platform, 'exit');
  }
}

function startPlatform() {
  return spawn(
    process.execPath,
    ['reference-platform/bin/platform.mjs', '--port', '0', '--no-demo', '--watch-parent'],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
}

async function readyAddress(running: ReturnType<typeof startPlatform> | null): Promise<string> {
  if (running === null) throw new Error('no address given');
  for await (const line of createInterface({ input: running.stdout })) {
    const ready = /is listening on (\S+)/.exec(line)?.[1];
    if (ready !== undefined) return ready;
  }
  throw new Error('the reference platform did not start: see above');
}
