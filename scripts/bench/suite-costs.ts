import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Agent, request } from 'undici';
import { ApiClient } from '../../api-clients/api-client.ts';
import { UndiciTransport } from '../../api-clients/http/undici-transport.ts';
import { loadBaseline, loadContract } from '../../contract/contract.ts';
import { AnswerSchemas } from '../../contract/schema/answer-schemas.ts';
import { loadShapes } from '../../contract/shapes/recorded-shape.ts';
import { CurrentTest, ObservedTransport } from '../../fixtures/current-test.ts';
import { inBatches } from '../../fixtures/in-batches.ts';
import { Ledger } from '../../targets/ledger.ts';
import { Provisioner } from '../../targets/provisioner.ts';
import { startReferencePlatform } from '../../targets/reference-process.ts';
import { childEnvironment } from '../../self-tests/contract/child-environment.ts';
import { costOf, leastCosts } from './costs/cpu.ts';
import { replayedCells, tryCells } from './costs/matrix-cells.ts';
import { recordAnswers, replay } from './costs/recorded-answers.ts';
import { trivialTests } from './costs/trivial-tests.ts';

// What the suite itself costs, so that it can be held down: a call of a typed client beside one of bare undici, the passive
// oracles, a cell of the matrix, a fresh tenant, a test that does nearly nothing, the start of a worker. Answers of a real
// platform are replayed, so that the platform's own time is in none of the first three.

const CALLS = 1_000;
const ROUNDS = 7;
const AT_ONCE = 8;
const TENANTS = 30;
const LIMITS = { oraclesMs: 1, cellsPerSecond: 600, tenantMs: 20, testRatio: 1.5 };
/** The list of 25 datasets, as the platform answers it. */
const REPLAYED_CALL = 'datasets.list 200';

const contract = loadContract();
const folder = mkdtempSync(path.join(tmpdir(), 'touchstone-costs-'));
const platform = await startReferencePlatform({
  env: { ...childEnvironment(), LOGIN_RATE_PER_MINUTE: '6000' },
});
const live = new UndiciTransport({ baseUrl: platform.url });
const provisioner = new Provisioner({
  transport: live,
  runSecret: 'bench',
  operator: null,
  ledger: new Ledger(folder, 0),
});
const failures: string[] = [];

/** Prints a figure with its limit, and remembers where it is over it. */
function tell(line: string, keeps = true): void {
  console.log(keeps ? line : `${line}  OVER`);
  if (!keeps) failures.push(line);
}

const percent = (part: number, whole: number) => `${(100 * (part / whole)).toFixed(0)} %`;

async function tenants(): Promise<void> {
  const times: number[] = [];
  for (let index = 0; index < TENANTS; index += 1) {
    const start = performance.now();
    const tenant = await provisioner.createTenant(`ts-bench-${index}`, 'trial');
    times.push(performance.now() - start);
    await provisioner.removeTenant(tenant);
  }
  const median = times.toSorted((a, b) => a - b)[TENANTS >> 1] ?? Number.NaN;
  tell(
    `Fresh tenant: ${median.toFixed(1)} ms at the median of ${TENANTS}; limit ${LIMITS.tenantMs} ms`,
    median <= LIMITS.tenantMs,
  );
}

async function calls(): Promise<void> {
  const tenant = await provisioner.createTenant('ts-bench-calls', 'trial');
  const sales = await provisioner.signIn(await provisioner.createMember(tenant, 'sales', 'sales'));
  const as = (accessToken: string) =>
    new ApiClient({ transport: live, credential: { kind: 'bearer', accessToken } });
  const recorded = await recordAnswers(contract, {
    owner: as(tenant.ownerTokens.accessToken),
    denied: as(sales.accessToken),
    nobody: new ApiClient({ transport: live, credential: { kind: 'none' } }),
  });
  await provisioner.removeTenant(tenant);
  const server = await replay(recorded);
  const transport = new UndiciTransport({ baseUrl: server.url });
  const test = new CurrentTest({
    contract,
    schemas: new AnswerSchemas(loadBaseline()),
    shapes: loadShapes(),
    targetOrigin: new URL(server.url).origin,
    idleGuard: null,
  });
  test.begin({ traceId: '0'.repeat(32), transport, toleratedServerErrors: [], guard: null });
  const observed = new ObservedTransport(test, { name: 'bench', canary: null, seesAllTenants: true });
  const dispatcher = new Agent();
  const items = Array.from({ length: CALLS });
  const headers = { 'x-replay': REPLAYED_CALL };
  const repeated = (call: () => Promise<unknown>) => () =>
    costOf(CALLS, () => inBatches(items, AT_ONCE, call));
  const listing = (through: UndiciTransport | ObservedTransport) => {
    const api = new ApiClient({ transport: through, credential: { kind: 'none' } }).withHeaders(headers);
    return repeated(() => api.datasets.list());
  };
  const cells = replayedCells(contract, observed);
  const count = [...cells.values()].reduce((sum, each) => sum + each.length, 0);
  const costs = await leastCosts(ROUNDS, {
    bare: repeated(async () => {
      const { body } = await request(`${server.url}/api/v1/datasets`, { dispatcher, headers });
      JSON.parse(await body.text());
    }),
    client: listing(transport),
    observed: listing(observed),
    cell: () => costOf(count, () => tryCells(contract, cells)),
  });
  const oracles = costs.observed.cpuMs - costs.client.cpuMs;
  const perSecond = 1000 / costs.cell.wallMs;
  tell(
    `Client call: ${costs.client.cpuMs.toFixed(2)} ms of processor, ${percent(costs.client.cpuMs, costs.bare.cpuMs)} of bare undici’s ${costs.bare.cpuMs.toFixed(2)} ms (a list of 25, ${CALLS} calls)`,
  );
  tell(
    `Passive oracles: ${oracles.toFixed(2)} ms an exchange; limit ${LIMITS.oraclesMs} ms`,
    oracles <= LIMITS.oraclesMs && test.findings.length === 0,
  );
  for (const { oracle, objection } of test.findings.slice(0, 3)) console.log(`  ${oracle}: ${objection}`);
  tell(
    `Matrix cell: ${costs.cell.cpuMs.toFixed(2)} ms of processor, ${perSecond.toFixed(0)} cells/s on the client’s side (${count} cells); limit ${LIMITS.cellsPerSecond}/s`,
    perSecond >= LIMITS.cellsPerSecond,
  );
  await transport.dispose();
  await dispatcher.close();
  server.stop();
}

async function tests(): Promise<void> {
  const { bareMs, oursMs, workerStartMs } = await trivialTests(platform.url);
  const ratio = oursMs / bareMs;
  tell(
    `Trivial test: ${oursMs.toFixed(1)} ms, ${ratio.toFixed(2)} × bare Playwright’s ${bareMs.toFixed(1)} ms; limit ${LIMITS.testRatio} ×`,
    ratio <= LIMITS.testRatio,
  );
  tell(`Worker start: ${workerStartMs.toFixed(0)} ms until its first test begins`);
}

try {
  await tenants();
  await calls();
  await tests();
} finally {
  await live.dispose();
  await platform.stop();
  rmSync(folder, { recursive: true, force: true });
}
process.exitCode = failures.length === 0 ? 0 : 1;
