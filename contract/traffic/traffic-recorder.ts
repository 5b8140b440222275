import type { Exchange } from '../../api-clients/http/exchange.ts';
import type { Operation } from '../operations.ts';
import type { StatusTraffic, Traffic } from './traffic.ts';

/** Counts the exchanges of one worker by operation and status, in as much memory as there are different ones. */
export class TrafficRecorder {
  readonly #seen = new Map<string, Map<number, StatusTraffic>>();

  record(operation: Operation, exchange: Exchange): void {
    const statuses = this.#seen.get(operation.id) ?? new Map<number, StatusTraffic>();
    this.#seen.set(operation.id, statuses);
    const entry = statuses.get(exchange.status) ?? { count: 0, mediaTypes: {}, callers: {} };
    statuses.set(exchange.status, entry);
    entry.count += 1;
    increment(entry.mediaTypes, exchange.responseHeaders['content-type']?.split(';')[0]?.trim() ?? 'none');
    increment(entry.callers, `${callerOf(exchange)}, ${credentialOf(exchange)}`);
  }

  /** What was counted so far. */
  get traffic(): Traffic {
    return Object.fromEntries([...this.#seen].map(([id, statuses]) => [id, Object.fromEntries(statuses)]));
  }
}

function increment(counts: Record<string, number>, name: string): void {
  counts[name] = (counts[name] ?? 0) + 1;
}

/** `viewer` of `viewer of ts-…`. */
function callerOf({ actor }: Exchange): string {
  return actor.split(' of ', 1)[0] ?? actor;
}

/** A browser keeps its cookie to itself; its exchanges are known by having no operation id of a client. */
function credentialOf({ operationId, requestHeaders }: Exchange): string {
  if (operationId === '') return 'browser';
  if (requestHeaders['authorization'] !== undefined) return 'bearer';
  if (requestHeaders['x-api-key'] !== undefined) return 'apiKey';
  return requestHeaders['cookie'] === undefined ? 'none' : 'cookie';
}
