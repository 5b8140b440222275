import type { Credential, Exchange } from './exchange.ts';
import type { MultipartPart } from './multipart.ts';

/** Every operation of the contract lives under this path of the target. */
export const API_BASE_PATH = '/api/v1';

export type Method = 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE' | 'HEAD' | 'OPTIONS';

/** One call of an operation, not yet bound to a target or an actor. At most one of `json`, `multipart`, `raw` is set. */
export interface OperationRequest {
  operationId: string;
  method: Method;
  /** Path template below `/api/v1`, for example `/datasets/{id}`. */
  path: string;
  /** Values of the template's braces; they are percent-encoded. */
  pathParams?: Record<string, string>;
  query?: Record<string, string | number | boolean | undefined>;
  /** Sent as they are and last, so they override a credential's or a body's header. */
  headers?: Record<string, string>;
  json?: unknown;
  multipart?: MultipartPart[];
  /** A body that no typed client would send, for example broken JSON. Without a content type none is sent. */
  raw?: { content: string | Buffer; contentType?: string };
}

/** Carries a request to the target and back. A response of any status is an exchange; only a broken connection throws. */
export interface Transport {
  send(request: OperationRequest, credential: Credential, actor?: string): Promise<Exchange>;
  dispose(): Promise<void>;
}

/** The full address of `request` on the target at `baseUrl` (its origin, with or without a path). */
export function operationUrl(baseUrl: string, request: OperationRequest): string {
  const path = request.path.replace(/\{(\w+)\}/g, (brace, name: string) => {
    const value = request.pathParams?.[name];
    if (value === undefined)
      throw new TypeError(`${request.operationId}: no value for ${brace} of ${request.path}`);
    return encodeURIComponent(value);
  });
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(request.query ?? {})) {
    if (value !== undefined) query.append(name, String(value));
  }
  const suffix = query.size > 0 ? `?${query.toString()}` : '';
  return `${baseUrl.replace(/\/+$/, '')}${API_BASE_PATH}${path}${suffix}`;
}
