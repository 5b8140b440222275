import type { ColumnType, Generated, Selectable } from 'kysely';
import type { CreatedBy } from '../../compute/protocol.ts';
import type { EventSeverity } from '../../events/event.ts';
import type { Json } from '../detectors/tables.ts';

/** One try to deliver. Times in milliseconds. */
export interface DeliveryAttempt {
  /** From 1. */
  number: number;
  /** UTC, ISO-8601. */
  startedAt: string;
  durationMs: number;
  /** The receiver's HTTP status, or null where it gave none. */
  status: number | null;
  /** Why the try failed, or null where it did not. */
  error: string | null;
}

interface WebhookTable {
  id: string;
  tenant_id: string;
  url: string;
  kinds: Json<string[]> | null;
  minimum_severity: EventSeverity;
  secret: string;
  created_by: Json<CreatedBy>;
  created_at: Generated<Date>;
}

interface WebhookDeliveryTable {
  id: string;
  tenant_id: string;
  webhook_id: string;
  event_id: string | null;
  sequence: number;
  kind: string;
  body: string;
  status: Generated<'pending' | 'delivered' | 'failed'>;
  attempts: ColumnType<DeliveryAttempt[], string | undefined, string>;
  next_attempt_at: Generated<Date | null>;
  leased_until: Date | null;
  created_at: Generated<Date>;
  finished_at: Date | null;
}

interface WebhookSequenceTable {
  webhook_id: string;
  tenant_id: string;
  latest: number;
}

/** The tables of the domain webhooks: who hears of events, how many deliveries each has had, and the queue of them. */
export interface WebhookTables {
  webhooks: WebhookTable;
  webhook_sequences: WebhookSequenceTable;
  webhook_deliveries: WebhookDeliveryTable;
}

/** One row of `webhooks`. */
export type WebhookRow = Selectable<WebhookTable>;
/** One row of `webhook_deliveries`. */
export type WebhookDeliveryRow = Selectable<WebhookDeliveryTable>;
