import type { ColumnType } from 'kysely';

/** Table `ws_tickets`. */
interface TicketTable {
  token_hash: Buffer;
  tenant_id: string;
  credential_kind: 'bearer' | 'cookie' | 'api_key';
  credential_id: string;
  actor_id: string;
  actor_label: string;
  path: string;
  expires_at: Date;
  used_at: ColumnType<Date | null, never, Date>;
}

/** The tables of the WebSocket channels. */
export interface LiveTables {
  ws_tickets: TicketTable;
}
