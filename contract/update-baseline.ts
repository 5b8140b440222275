import { existsSync, writeFileSync } from 'node:fs';
import { z } from 'zod';
import { API_BASE_PATH } from '../api-clients/http/transport.ts';
import { startReferencePlatform } from '../targets/reference-process.ts';
import { describeChange } from './compare/change.ts';
import { documentChanges } from './compare/document-changes.ts';
import { BASELINE_FILE, loadBaseline } from './contract.ts';
import { operationsOf } from './operations.ts';

// `npm run contract:update`: takes the OpenAPI document of the reference platform as the agreed contract. It says what
// changes for callers: look at that before committing it, for from then on every exchange is held against it.

const address = process.argv[2];
const platform = address === undefined ? await startReferencePlatform() : null;
try {
  const url = platform?.url ?? address;
  const response = await fetch(`${url}${API_BASE_PATH}/openapi.json`);
  const document = z.record(z.string(), z.unknown()).parse(await response.json());
  const operations = operationsOf(document);
  const changes = existsSync(BASELINE_FILE) ? documentChanges(loadBaseline(), document) : [];
  for (const change of changes)
    console.log(`${change.breaking ? 'breaking' : 'additive'}  ${describeChange(change)}`);
  writeFileSync(BASELINE_FILE, `${JSON.stringify(document, null, 2)}\n`);
  console.log(`${operations.length} operations written to contract/openapi.baseline.json`);
} finally {
  await platform?.stop();
}
