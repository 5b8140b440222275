import type { Generated, Selectable } from 'kysely';
import type { CreatedBy } from '../../compute/protocol.ts';
import type { Json } from '../detectors/tables.ts';
import type { PatternDefinition } from './definition.ts';

interface PatternTable {
  id: string;
  tenant_id: string;
  name: string;
  type: PatternDefinition['type'];
  definition: Json<PatternDefinition>;
  created_by: Json<CreatedBy>;
  created_at: Generated<Date>;
}

/** The table of the domain patterns: what to look for among events. */
export interface PatternTables {
  patterns: PatternTable;
}

/** One row of `patterns`. */
export type PatternRow = Selectable<PatternTable>;
