import type { z } from 'zod';
import type { Exchange } from './exchange.ts';

/** An answer that is not what the contract promises, whatever its status: a defect of the target, never of the call. */
export class ContractViolation extends Error {
  override readonly name = 'ContractViolation';
  readonly method: string;
  readonly path: string;
  readonly status: number;
  /** Where it is wrong: a dotted path into the body, or `status`, `body`, `header content-type`. */
  readonly field: string;
  readonly exchange: Exchange;

  constructor(exchange: Exchange, field: string, reason: string) {
    const excerpt =
      exchange.bodyText.length > 400 ? `${exchange.bodyText.slice(0, 400)}…` : exchange.bodyText;
    super(
      `${exchange.method} ${exchange.path} → ${exchange.status}: ${field}: ${reason}\n  body: ${excerpt}`,
    );
    this.method = exchange.method;
    this.path = exchange.path;
    this.status = exchange.status;
    this.field = field;
    this.exchange = exchange;
  }
}

/** The violation for a failed parse, named after its first issue; the others are counted. */
export function schemaViolation(exchange: Exchange, error: z.ZodError): ContractViolation {
  const [first, ...others] = error.issues;
  const field = first === undefined || first.path.length === 0 ? 'body' : first.path.map(String).join('.');
  const more = others.length > 0 ? ` (and ${others.length} more)` : '';
  return new ContractViolation(exchange, field, `${first?.message ?? 'does not parse'}${more}`);
}
