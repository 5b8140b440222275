import type { ApiClient } from '../../../api-clients/api-client.ts';
import type { OperationRequest } from '../../../api-clients/http/transport.ts';
import type { Operation } from '../../../contract/operations.ts';
import { inBatches } from '../../../fixtures/index.ts';

/** A generated request, with the operation whose declared statuses its answer must keep to. */
export interface Shot {
  operation: Operation;
  api: ApiClient;
  request: OperationRequest;
}

const AT_ONCE = 8;

/** Characters of a request that a failure shows. */
const SHOWN = 400;

/** What came of all shots. */
interface Salvo {
  /** A line for each answer that the contract does not declare, or that blames the target: operation, request and status. */
  objections: string[];
  /** How many were answered with each status. */
  statuses: Map<number, number>;
}

/** Sends all shots, eight at a time. What is wrong with an answer beyond its status, the passive oracles say. */
export async function fire(shots: readonly Shot[]): Promise<Salvo> {
  const answered = await inBatches(
    shots,
    AT_ONCE,
    async ({ api, request }) => (await api.call(request)).status,
  );
  const statuses = new Map<number, number>();
  for (const status of answered) statuses.set(status, (statuses.get(status) ?? 0) + 1);
  const objections = shots.flatMap(({ operation, request }, number) => {
    const status = answered[number] ?? 0;
    return status < 500 && operation.responses.has(status)
      ? []
      : [`shot ${number}, ${operation.id} answered ${status}: ${textOf(request)}`];
  });
  return { objections, statuses };
}

function textOf({ method, path, pathParams, query, headers, json, multipart }: OperationRequest): string {
  const parts = multipart?.map((part) => ('value' in part ? part : part.filename));
  const sent = JSON.stringify({ pathParams, query, headers, json, parts });
  return `${method} ${path} ${sent.length > SHOWN ? `${sent.slice(0, SHOWN)}…` : sent}`;
}
