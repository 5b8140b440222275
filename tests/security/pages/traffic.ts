import type { Page } from '../../../fixtures/index.ts';
import { API_BASE_PATH, type Method, type OperationRequest } from '../../../api-clients/http/transport.ts';
import type { Contract } from '../../../contract/contract.ts';
import type { Operation } from '../../../contract/operations.ts';

/** A call that a page made. */
export interface PageCall {
  operation: Operation;
  method: Method;
  /** Below `/api/v1`, filled in. */
  path: string;
  query: Record<string, string>;
  body: string | null;
}

/** The calls that a page makes from now on, as they come: each one once. WebSockets are no calls. */
export function callsOf(page: Page, contract: Contract): ReadonlyMap<string, PageCall> {
  const calls = new Map<string, PageCall>();
  page.on('request', (request) => {
    const { pathname, searchParams } = new URL(request.url());
    if (!pathname.startsWith(API_BASE_PATH)) return;
    const path = pathname.slice(API_BASE_PATH.length);
    const operation = contract.operationOf({ method: request.method(), path, operationId: '' });
    if (operation === undefined)
      throw new Error(`a page called ${request.method()} ${path}, which the contract does not have`);
    const { method } = operation;
    calls.set(`${method} ${path}?${searchParams.toString()}`, {
      operation,
      method,
      path,
      query: Object.fromEntries(searchParams),
      body: request.postData(),
    });
  });
  return calls;
}

/** The same call by whoever sends it. */
export function replayOf({ operation, method, path, query, body }: PageCall): OperationRequest {
  return {
    operationId: operation.id,
    method,
    path,
    query,
    ...(body === null ? {} : { raw: { content: body, contentType: 'application/json' } }),
  };
}
