import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, vi } from 'vitest';
import { ApiClient } from '../../api-clients/api-client.ts';
import type { Credential } from '../../api-clients/http/credential.ts';
import { UndiciTransport } from '../../api-clients/http/undici-transport.ts';
import { succeeded } from '../../flows/succeeded.ts';
import { type ReferenceProcess, startReferencePlatform } from '../../targets/reference-process.ts';
import { childEnvironment } from './child-environment.ts';

const OWNER = {
  tenantName: 'Durable',
  email: 'owner@durable.test',
  name: 'Durable Owner',
  password: 'a password that outlives a crash',
};

/** Processes of a platform; the launcher first, for it would start the others again. */
const PARTS = ['launcher', 'control', 'compute'] as const;
export type Part = (typeof PARTS)[number];

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
export class MortalPlatform {
  /** Whom `register` makes. */
  readonly account = OWNER;
  readonly folder = mkdtempSync(path.join(tmpdir(), 'touchstone-durable-'));
  #process: ReferenceProcess | null = null;

  get url(): string {
    return this.#process?.url ?? '';
  }

  async start(): Promise<void> {
    // As root, the embedded database runs as a user of its own, who has to reach its part of the folder.
    chmodSync(this.folder, 0o755);
    this.#process = await startReferencePlatform({ flags: ['--data', this.folder], env: childEnvironment() });
  }

  /** The owner's client, signed in anew. */
  async owner(): Promise<{ api: ApiClient }> {
    const { email, password } = OWNER;
    const { tokens } = succeeded(await this.#as({ kind: 'none' }).auth.login({ email, password }));
    return { api: this.#as({ kind: 'bearer', accessToken: tokens?.accessToken ?? '' }) };
  }

  async register(): Promise<void> {
    succeeded(await this.#as({ kind: 'none' }).auth.register(OWNER));
  }

  /** kill -9 of the launcher or of one of its planes. */
  kill(part: Part): void {
    process.kill(this.#pidOf(part), 'SIGKILL');
  }

  /** kill -9 of the launcher and both planes at once; the database is left without anyone. */
  killAll(): void {
    for (const pid of PARTS.map((part) => this.#pidOf(part))) process.kill(pid, 'SIGKILL');
  }

  /** Waits until a call is answered again after `kill`. */
  async isBack(): Promise<{ api: ApiClient }> {
    await expect.poll(() => this.#answers(), { timeout: 20_000 }).toBe(true);
    return this.owner();
  }

  /** Waits until the planes of a killed launcher and its database have ended. */
  async isGone(): Promise<void> {
    await expect.poll(() => this.#own().length, { timeout: 20_000 }).toBe(0);
  }

  async stop(): Promise<void> {
    await this.#process?.stop();
    // A start that failed after `killAll` has left the database running.
    for (const { pid } of this.#own()) process.kill(pid, 'SIGQUIT');
    await vi.waitFor(() => expect(this.#own()).toEqual([]), { timeout: 20_000 });
    rmSync(this.folder, { recursive: true, force: true });
  }

  #as(credential: Credential): ApiClient {
    return new ApiClient({ transport: new UndiciTransport({ baseUrl: this.url }), credential });
  }

  /** Processes that name the data folder: the launcher and the database. */
  #own() {
    return processes().filter(({ command }) => command.includes(this.folder));
  }

  #pidOf(part: Part): number {
    const all = processes();
    const launcher = all.find(({ command }) => command.includes(`--data ${this.folder}`));
    const plane = all.find(
      ({ parent, command }) => parent === launcher?.pid && command.includes(`${part}.js`),
    );
    const found = part === 'launcher' ? launcher : plane;
    if (found === undefined) throw new Error(`the platform has no process ${part}`);
    return found.pid;
  }

  async #answers(): Promise<boolean> {
    try {
      const answer = await fetch(`${this.url}/api/v1/health/ready`);
      return answer.status === 200;
    } catch {
      return false;
    }
  }
}
