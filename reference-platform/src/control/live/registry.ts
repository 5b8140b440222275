import { Counter, Gauge } from 'prom-client';
import type { Access } from '../../http/declaration.ts';
import { isAllowed } from '../../http/judgement.ts';
import type { PrincipalCredential, Resolution } from '../../http/principal.ts';
import type { Metrics } from '../../telemetry/metrics.ts';
import { closeCodes } from './close-codes.ts';
import type { LiveConnection, LivePrincipal } from './connection.ts';

interface Entry {
  connection: LiveConnection;
  access: Exclude<Access, 'anonymous'>;
}

/** Reads who stands behind a credential now. */
export type ResolveHolder = (credential: PrincipalCredential) => Promise<Resolution>;

function judge({ connection, access }: Entry, resolution: Resolution): void {
  if (resolution.outcome !== 'accepted') {
    connection.close(closeCodes.credentialsEnded, 'The session or key has ended.');
  } else if (!isAllowed(access, resolution.principal)) {
    connection.close(closeCodes.rightLost, 'The right to watch this is gone.');
  }
}

/** All open connections of this process, and how many each tenant has. */
export class LiveRegistry {
  readonly #entries = new Set<Entry>();
  readonly #perTenant = new Map<string, number>();
  readonly #opened: Counter;
  readonly #resolve: ResolveHolder;

  constructor({ registry }: Pick<Metrics, 'registry'>, resolve: ResolveHolder) {
    this.#resolve = resolve;
    const registers = [registry];
    this.#opened = new Counter({
      name: 'assay_live_connections_total',
      help: 'WebSockets opened.',
      registers,
    });
    const size = () => this.#entries.size;
    new Gauge({
      name: 'assay_live_connections',
      help: 'WebSockets open.',
      registers,
      collect() {
        this.set(size());
      },
    });
  }

  /** How many connections a tenant has open. */
  countOf(tenantId: string): number {
    return this.#perTenant.get(tenantId) ?? 0;
  }

  /** Keeps a connection until it ends. */
  add(connection: LiveConnection, access: Entry['access']): void {
    const { tenantId } = connection.principal;
    const entry = { connection, access };
    this.#entries.add(entry);
    this.#opened.inc();
    this.#perTenant.set(tenantId, this.countOf(tenantId) + 1);
    connection.onEnd(() => {
      this.#entries.delete(entry);
      const left = this.countOf(tenantId) - 1;
      if (left > 0) this.#perTenant.set(tenantId, left);
      else this.#perTenant.delete(tenantId);
    });
  }

  /** The connections at this moment. */
  all(): LiveConnection[] {
    return Array.from(this.#entries, ({ connection }) => connection);
  }

  /** Reads the rights behind the chosen connections anew and closes those that have lost them. */
  async recheck(isMeant: (principal: LivePrincipal) => boolean): Promise<void> {
    const byCredential = new Map<string, Entry[]>();
    for (const entry of this.#entries) {
      const { principal } = entry.connection;
      if (!isMeant(principal)) continue;
      const known = byCredential.get(principal.credential.id);
      if (known) known.push(entry);
      else byCredential.set(principal.credential.id, [entry]);
    }
    for (const entries of byCredential.values()) {
      const [first] = entries;
      if (first === undefined) continue;
      const resolution = await this.#resolve(first.connection.principal.credential);
      for (const entry of entries) judge(entry, resolution);
    }
  }
}
