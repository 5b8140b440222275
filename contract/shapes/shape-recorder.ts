import type { Exchange } from '../../api-clients/http/exchange.ts';
import type { Operation } from '../operations.ts';
import { join, observe, type ObservedShape } from './observed-shape.ts';

/** Name of an answer in the file of recorded shapes: `datasets.get 200`. */
export function answerName(operationId: string, status: number): string {
  return `${operationId} ${status}`;
}

/** The JSON of a success; `undefined` for every other answer. */
export function jsonOf({ status, responseHeaders, bodyText }: Exchange): unknown {
  const isJson = responseHeaders['content-type']?.startsWith('application/json') ?? false;
  return status < 300 && isJson && bodyText !== '' ? JSON.parse(bodyText) : undefined;
}

/** Keeps the shapes of the answers of one worker. */
export class ShapeRecorder {
  readonly shapes: Record<string, ObservedShape> = {};

  record(operation: Operation, exchange: Exchange): void {
    const value = jsonOf(exchange);
    if (value === undefined) return;
    const name = answerName(operation.id, exchange.status);
    const known = this.shapes[name];
    this.shapes[name] = known === undefined ? observe(value) : join(known, observe(value));
  }
}
