import type { Exchange } from '../../api-clients/http/exchange.ts';
import type { Operation } from '../../contract/operations.ts';
import type { RecordedShape } from '../../contract/shapes/recorded-shape.ts';
import type { ReadJson } from './json-body.ts';

/** Who sent an exchange, as far as it matters for what may be in the answer. */
export interface Caller {
  name: string;
  /** Canary of the caller's own tenant; `null` without one. */
  canary: string | null;
  /** The operator and the provisioner see every tenant. */
  seesAllTenants: boolean;
}

/** An exchange with what the oracles need to know about it. */
export interface Observed {
  exchange: Exchange;
  caller: Caller;
  /** The operation of the contract that this is; `undefined` for a request outside it. */
  operation: Operation | undefined;
  /** What an answer of this operation and status looked like when it was recorded; not given where nobody knows. */
  shape?: RecordedShape | undefined;
  /** What the contract's schema of this answer, or of a channel's messages, objects to; not given where there is none. */
  objectionsTo?: ((value: unknown) => string[]) | undefined;
  /** A call under the API's path, or a file of the web interface. */
  surface: 'api' | 'web';
  /** Origin of the target. */
  targetOrigin: string;
  /** Statuses of 500 and above that this test provokes on purpose. */
  toleratedServerErrors: readonly number[];
}

/** What an oracle objects to, in one line without the exchange's name. */
export type Objection = string;

/** An exchange as the oracles get it: its body read once. */
export interface Read extends Observed {
  json: ReadJson | undefined;
}

/** Judges one exchange; no objection, no finding. */
export type PassiveOracle = (observed: Read) => Objection[];
