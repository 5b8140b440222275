import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ApiClient } from '../../api-clients/api-client.ts';
import { UndiciTransport } from '../../api-clients/http/undici-transport.ts';
import { trainDetector } from '../../flows/train-detector.ts';
import { uploadTable } from '../../flows/upload-table.ts';
import { succeeded } from '../../flows/succeeded.ts';
import { type ReferenceProcess, startReferencePlatform } from '../../targets/reference-process.ts';
import { labelledTable } from '../../test-data/labelled-table.ts';
import { SLOW_TRAINING } from '../../test-data/slow-training.ts';
import { childEnvironment } from './child-environment.ts';

/** What the platform promises: a running job resumes or fails with a reason within this time. */
const JOB_DECIDED_WITHIN_MS = 10_000;

const OWNER = {
  tenantName: 'Durable',
  email: 'owner@durable.test',
  name: 'Durable Owner',
  password: 'a password that outlives a crash',
};

/** Processes by what their command line and their parent say. */
function processes(): { pid: number; parent: number; command: string }[] {
  return readdirSync('/proc')
    .filter((entry) => /^\d+$/.test(entry))
    .flatMap((entry) => {
      try {
        const command = readFileSync(`/proc/${entry}/cmdline`, 'utf8').replaceAll('\0', ' ');
        const parent = Number(/^PPid:\s+(\d+)$/m.exec(readFileSync(`/proc/${entry}/status`, 'utf8'))?.[1]);
        return [{ pid: Number(entry), parent, command }];
      } catch {
        return [];
      }
    });
}

/** A platform with a data folder of its own, which can be killed in parts. */
class MortalPlatform {
  readonly folder = mkdtempSync(path.join(tmpdir(), 'touchstone-durable-'));
  #process: ReferenceProcess | null = null;

  async start(): Promise<void> {
    // As root, the embedded database runs as a user of its own, who has to reach its part of the folder.
    chmodSync(this.folder, 0o755);
    this.#process = await startReferencePlatform({ flags: ['--data', this.folder], env: childEnvironment() });
  }

  /** The owner's client, signed in anew. */
  async owner(): Promise<{ api: ApiClient }> {
    const transport = new UndiciTransport({ baseUrl: this.#process?.url ?? '' });
    const anonymous = new ApiClient({ transport, credential: { kind: 'none' } });
    const { tokens } = succeeded(
      await anonymous.auth.login({ email: OWNER.email, password: OWNER.password }),
    );
    const credential = { kind: 'bearer', accessToken: tokens?.accessToken ?? '' } as const;
    return { api: new ApiClient({ transport, credential }) };
  }

  async register(): Promise<void> {
    const transport = new UndiciTransport({ baseUrl: this.#process?.url ?? '' });
    const anonymous = new ApiClient({ transport, credential: { kind: 'none' } });
    succeeded(await anonymous.auth.register(OWNER));
  }

  /** kill -9 of the launcher or of one of its planes. */
  kill(part: 'launcher' | 'control' | 'compute'): void {
    const all = processes();
    const launcher = all.find(({ command }) => command.includes(`--data ${this.folder}`));
    const plane = all.find(
      ({ parent, command }) => parent === launcher?.pid && command.includes(`${part}.js`),
    );
    const victim = part === 'launcher' ? launcher : plane;
    if (victim === undefined) throw new Error(`the platform has no process ${part}`);
    process.kill(victim.pid, 'SIGKILL');
  }

  /** Waits until a call is answered again after `kill`. */
  async isBack(): Promise<{ api: ApiClient }> {
    await expect.poll(() => this.#answers(), { timeout: 20_000 }).toBe(true);
    return this.owner();
  }

  async #answers(): Promise<boolean> {
    try {
      const answer = await fetch(`${this.#process?.url ?? ''}/api/v1/health/ready`);
      return answer.status === 200;
    } catch {
      return false;
    }
  }

  /** Waits until the planes of a killed launcher and its database have ended. */
  async isGone(): Promise<void> {
    const left = () => processes().filter(({ command }) => command.includes(this.folder)).length;
    await expect.poll(left, { timeout: 20_000 }).toBe(0);
  }

  async stop(): Promise<void> {
    await this.#process?.stop();
    rmSync(this.folder, { recursive: true, force: true });
  }
}

/** All that a tenant has been told is stored. */
async function everything({ api }: { api: ApiClient }) {
  const datasets = succeeded(await api.datasets.list({ limit: 200 })).items;
  const [first] = datasets;
  return {
    datasets,
    rows: succeeded(await api.datasets.rows(first?.id ?? '', { limit: 200 })).items,
    detectors: succeeded(await api.detectors.list({ limit: 200 })).items,
    detections: succeeded(await api.detections.list({ limit: 200 })).items,
    usage: succeeded(await api.tenant.usage()).storageBytes,
    audit: succeeded(await api.audit.verify()).valid,
  };
}

const platform = new MortalPlatform();

describe.skipIf(process.platform !== 'linux')('what was acknowledged', () => {
  beforeAll(async () => {
    await platform.start();
    await platform.register();
    const owner = await platform.owner();
    const dataset = await uploadTable(owner, labelledTable({ seed: 1, rows: 100 }), { name: 'kept' });
    const { detector } = await trainDetector(owner, { datasetId: dataset.id, algorithm: 'robust_zscore' });
    succeeded(await owner.api.detections.create({ detectorId: detector.id, datasetId: dataset.id }));
  });

  afterAll(() => platform.stop());

  it.each(['control', 'compute'] as const)('is there after a kill -9 of the %s plane', async (plane) => {
    const owner = await platform.owner();
    const made = succeeded(
      await owner.api.detectors.create({ name: `acknowledged before ${plane}`, algorithm: 'robust_zscore' }),
    );
    const before = await everything(owner);

    platform.kill(plane);

    const after = await everything(await platform.isBack());
    expect(after).toEqual(before);
    expect(after.detectors.map(({ id }) => id)).toContain(made.id);
  });

  it('is there after a kill -9 of the launcher and a start in the same folder', async () => {
    const before = await everything(await platform.owner());

    platform.kill('launcher');
    await platform.isGone();
    await platform.start();

    expect(await everything(await platform.owner())).toEqual(before);
  });

  it('goes on as a job that the kill -9 of the compute plane met at work, or fails with a reason', async () => {
    const owner = await platform.owner();
    const dataset = await uploadTable(owner, labelledTable({ seed: 2, rows: 20_000 }), { name: 'large' });
    const { id } = succeeded(await owner.api.detectors.create({ name: 'slow', ...SLOW_TRAINING }));
    const job = succeeded(await owner.api.detectors.train(id, { datasetId: dataset.id }));
    const look = async () => succeeded(await owner.api.jobs.get(job.id));
    await expect.poll(async () => (await look()).status, { timeout: 10_000 }).toBe('running');
    const begun = (await look()).startedAt;

    platform.kill('compute');

    const decided = async () => {
      const { status, startedAt, error } = await look();
      if (status === 'failed') return error !== null;
      return status === 'completed' || (status === 'running' && startedAt !== begun);
    };
    await expect.poll(decided, { timeout: JOB_DECIDED_WITHIN_MS }).toBe(true);
  });
});
