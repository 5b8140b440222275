/**
 * All tables of the schema `assay`, for Kysely. Each domain keeps its own tables in its `tables.ts`
 * (`export interface DatasetTables { datasets: DatasetTable }`) and is joined here by one line.
 */
// eslint-disable-next-line @typescript-eslint/no-empty-object-type -- the first domain's tables fill it
export interface Schema {}
