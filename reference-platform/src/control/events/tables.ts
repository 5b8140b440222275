import type { ColumnType, Generated, Selectable } from 'kysely';
import type { CreatedBy } from '../../compute/protocol.ts';
import type { EventDetails, EventSeverity, EventStatus } from '../../events/event.ts';
import type { Json } from '../detectors/tables.ts';

/** One change of an event's state. */
export interface EventTransition {
  status: Exclude<EventStatus, 'open'>;
  note: string | null;
  by: CreatedBy;
  /** UTC, ISO-8601. */
  at: string;
}

interface EventTable {
  id: string;
  tenant_id: string;
  kind: string;
  severity: EventSeverity;
  status: Generated<EventStatus>;
  title: string;
  source_type: string;
  source_id: string;
  entity: string | null;
  details: Json<EventDetails>;
  history: ColumnType<EventTransition[], string | undefined, string>;
  occurred_at: Date;
  created_at: Generated<Date>;
}

/** The table of the domain events: what happened that somebody should look into. */
export interface EventTables {
  events: EventTable;
}

/** One row of `events`. */
export type EventRow = Selectable<EventTable>;
