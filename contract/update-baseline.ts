import { writeFileSync } from 'node:fs';
import { z } from 'zod';
import { API_BASE_PATH } from '../api-clients/http/transport.ts';
import { startReferencePlatform } from '../targets/reference-process.ts';
import { BASELINE_FILE } from './contract.ts';
import { operationsOf } from './operations.ts';

// `npm run contract:update`: takes the OpenAPI document of the reference platform as the agreed contract. Look at the
// difference before committing it: from then on every exchange is held against it.

const address = process.argv[2];
const platform = address === undefined ? await startReferencePlatform() : null;
try {
  const url = platform?.url ?? address;
  const response = await fetch(`${url}${API_BASE_PATH}/openapi.json`);
  const document = z.record(z.string(), z.unknown()).parse(await response.json());
  const operations = operationsOf(document);
  writeFileSync(BASELINE_FILE, `${JSON.stringify(document, null, 2)}\n`);
  console.log(`${operations.length} operations written to contract/openapi.baseline.json`);
} finally {
  await platform?.stop();
}
