import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { ApiClient } from '../../api-clients/api-client.ts';
import { UndiciTransport } from '../../api-clients/http/undici-transport.ts';
import type { OperatorAccount } from '../../config/environment.ts';
import { succeeded } from '../../flows/succeeded.ts';
import { trainDetector } from '../../flows/train-detector.ts';
import { uploadTable } from '../../flows/upload-table.ts';
import { constant } from '../../load/arrivals/plan.ts';
import type { Round } from '../../load/comparison/compare.ts';
import type { Workload } from '../../load/engine/workload.ts';
import { measureUntilValid } from '../../load/run/measure-until-valid.ts';
import { listDatasets } from '../../load/workloads/list-datasets.ts';
import { loginStorm } from '../../load/workloads/login-storm.ts';
import { predictInline } from '../../load/workloads/predict-inline.ts';
import { startReferencePlatform } from '../../targets/reference-process.ts';
import { labelledTable } from '../../test-data/labelled-table.ts';

/** A target with data of its own, that rounds are measured on. */
export interface MeasuredTarget {
  /** Its median times in one round, by operation. Throws where no measurement was valid, with the reason. */
  measure(seconds: number): Promise<Round>;
  /** Takes away what was made, and ends what was started. */
  close(): Promise<void>;
}

const NEEDS_OPERATOR =
  'it takes an operator to make a tenant there; set OPERATOR_EMAIL and OPERATOR_PASSWORD';
const SEED = 1;
const ROWS = 1_000;
/** Log-ins of both targets in all rounds come from one address, of which a platform takes only so many a minute. */
const LOGIN_RATE_PER_MINUTE = '60000';

/** Opens a target by its address or by the folder of a reference platform. Throws with what to do where it cannot. */
export async function openTarget(name: string, operator: OperatorAccount | null): Promise<MeasuredTarget> {
  if (/^https?:\/\//.test(name)) {
    if (operator === null) throw new Error(`${name}: ${NEEDS_OPERATOR}`);
    return groundOn(name.replace(/\/+$/, ''), operator, () => Promise.resolve());
  }
  const folder = path.resolve(name);
  if (!existsSync(path.join(folder, 'bin', 'platform.mjs')))
    throw new Error(
      `${name} is neither an address nor the folder of a reference platform (bin/platform.mjs is missing)`,
    );
  const own = { email: 'operator@compare.test', password: randomBytes(18).toString('base64url') };
  const platform = await startReferencePlatform({
    folder,
    env: {
      OPERATOR_EMAIL: own.email,
      OPERATOR_PASSWORD: own.password,
      LOGIN_RATE_PER_MINUTE,
      LOG_LEVEL: 'error',
    },
  });
  try {
    return await groundOn(platform.url, own, platform.stop);
  } catch (error) {
    await platform.stop();
    throw error;
  }
}

async function groundOn(
  url: string,
  operator: OperatorAccount,
  stop: () => Promise<void>,
): Promise<MeasuredTarget> {
  const transport = new UndiciTransport({ baseUrl: url });
  const signedIn = async (account: OperatorAccount): Promise<ApiClient> => {
    const anonymous = new ApiClient({ transport, credential: { kind: 'none' } });
    const answer = await anonymous.auth.login(account).catch((error: unknown) => {
      throw new Error(`${url}: nobody answers there; start it, or mend the address`, { cause: error });
    });
    if (answer.status === 401) throw new Error(`${url}: ${account.email} is not let in; ${NEEDS_OPERATOR}`);
    const { tokens } = succeeded(answer);
    return new ApiClient({
      transport,
      credential: { kind: 'bearer', accessToken: tokens?.accessToken ?? '' },
    });
  };
  const run = randomBytes(4).toString('hex');
  const owner = { email: `owner@compare-${run}.test`, password: randomBytes(18).toString('base64url') };
  const tenant = succeeded(
    await (
      await signedIn(operator)
    ).operator.createTenant({
      name: `compare ${run}`,
      plan: 'enterprise',
      owner: { ...owner, name: 'Owner' },
    }),
  );
  const api = await signedIn(owner);
  const table = labelledTable({ seed: SEED, rows: ROWS });
  const dataset = await uploadTable({ api }, table);
  const { detector } = await trainDetector({ api }, { datasetId: dataset.id });
  const actor = { name: 'owner', canary: null, as: { kind: 'account', ...owner } } as const;
  const workloads = (durationMs: number): Workload[] => [
    listDatasets({ reader: actor, ids: [dataset.id] }, constant({ rate: 100, durationMs })),
    predictInline(
      { analyst: actor, detectorId: detector.id, rows: table.rows.slice(0, 100) },
      constant({ rate: 20, durationMs }),
    ),
    loginStorm({ accounts: [owner] }, constant({ rate: 10, durationMs })),
  ];
  return {
    async measure(seconds) {
      const { last } = await measureUntilValid(workloads(seconds * 1000), { targetUrl: url });
      return roundOf(last);
    },
    async close() {
      await (await signedIn(operator)).operator.removeTenant(tenant.id);
      await transport.dispose();
      await stop();
    },
  };
}

/** The medians of a round: of every operation, in what counts of it. */
function roundOf(measured: Awaited<ReturnType<typeof measureUntilValid>>['last']): Round {
  return Object.fromEntries(
    measured.flatMap(({ measurement }) => {
      if (measurement.invalid.length > 0) throw new Error(`not valid: ${measurement.invalid.join('; ')}`);
      if (measurement.errorRate > 0)
        throw new Error(`wrong answers: ${Object.keys(measurement.errors).join(', ')}`);
      const counted = new Set(measurement.phases.filter((phase) => phase.counted).map((phase) => phase.name));
      return measurement.operations.flatMap(({ operation, phase, durationMs }) =>
        counted.has(phase) && durationMs.p50 !== null ? [[operation, durationMs.p50] as const] : [],
      );
    }),
  );
}
