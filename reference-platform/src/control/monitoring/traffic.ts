import { LatencyHistogram } from './latency-histogram.ts';
import { RollingWindow } from './rolling-window.ts';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
/** Tenants whose answers are kept; of more, those who were quiet longest are forgotten. */
const MOST_TENANTS = 5_000;

/** The longest window over which operations are told apart, in seconds. */
export const longestOperationWindowSeconds = 3_600;

class TenantTraffic {
  /** Of each operation: ten-second slots over an hour. */
  readonly operations = new Map<string, RollingWindow>();
  /** Of all together, for alert rules: seconds for short windows, minutes for those of up to a day. */
  readonly #fine = new RollingWindow(SECOND, 600);
  readonly #coarse = new RollingWindow(MINUTE, 24 * 60 + 1);

  record(operation: string, now: number, status: number, milliseconds: number): void {
    let window = this.operations.get(operation);
    if (window === undefined) {
      window = new RollingWindow(10 * SECOND, longestOperationWindowSeconds / 10 + 1);
      this.operations.set(operation, window);
    }
    for (const each of [window, this.#fine, this.#coarse]) each.record(now, status, milliseconds);
  }

  total(now: number, windowMs: number): LatencyHistogram {
    return (windowMs < this.#fine.reachMs ? this.#fine : this.#coarse).since(now, windowMs);
  }
}

/**
 * How this process has answered each tenant, in memory: bounded in time, operations and tenants, and gone with the
 * process. Times are milliseconds since the epoch, windows seconds.
 */
export class Traffic {
  readonly #tenants = new Map<string, TenantTraffic>();
  readonly #now: () => number;

  constructor(now: () => number = Date.now) {
    this.#now = now;
  }

  record(tenantId: string, operation: string, status: number, milliseconds: number): void {
    const tenant = this.#tenants.get(tenantId) ?? new TenantTraffic();
    // A map keeps the order of insertion: the first is the one that was quiet longest.
    this.#tenants.delete(tenantId);
    this.#tenants.set(tenantId, tenant);
    const [quietest] = this.#tenants.keys();
    if (this.#tenants.size > MOST_TENANTS && quietest !== undefined) this.#tenants.delete(quietest);
    tenant.record(operation, this.#now(), status, milliseconds);
  }

  /** The tenant's operations that were called within the window, by name. */
  operations(tenantId: string, windowSeconds: number): [string, LatencyHistogram][] {
    const windows = this.#tenants.get(tenantId)?.operations ?? new Map<string, RollingWindow>();
    const now = this.#now();
    return [...windows]
      .map(([operation, window]): [string, LatencyHistogram] => [
        operation,
        window.since(now, windowSeconds * SECOND),
      ])
      .filter(([, { requests }]) => requests > 0)
      .sort(([a], [b]) => (a < b ? -1 : 1));
  }

  /** All answers to the tenant within the window. */
  total(tenantId: string, windowSeconds: number): LatencyHistogram {
    const tenant = this.#tenants.get(tenantId);
    return tenant?.total(this.#now(), windowSeconds * SECOND) ?? new LatencyHistogram();
  }
}
