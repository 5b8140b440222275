import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { describeChange } from '../../contract/compare/change.ts';
import { documentChanges } from '../../contract/compare/document-changes.ts';
import { loadBaseline } from '../../contract/contract.ts';
import { startReferencePlatform } from '../../targets/reference-process.ts';
import { childEnvironment } from './child-environment.ts';

describe('the agreed contract', () => {
  let platform: Awaited<ReturnType<typeof startReferencePlatform>>;
  beforeAll(async () => {
    platform = await startReferencePlatform({ env: childEnvironment() });
  });
  afterAll(() => platform.stop());

  it('is that of the reference platform, with every addition taken over on purpose', async () => {
    const live: unknown = await (await fetch(`${platform.url}/api/v1/openapi.json`)).json();

    const changes = documentChanges(loadBaseline(), live).map(describeChange);

    expect(changes, 'wanted? then "npm run contract:update", and commit what it writes').toEqual([]);
  });
});
