export {
  removeFolderAtomically,
  replaceFile,
  writeFileAtomically,
  writeFolderAtomically,
} from './atomic-write.ts';
export type { ColumnSummary } from './column-index.ts';
export { columnType } from './column-index.ts';
export { readFloat64File, readFloat64Range, writeFloat64File } from './float64-file.ts';
export * from './paths.ts';
export { removedTenantsFolder, removeTenantFiles } from './tenant-files.ts';
export type { CellValue } from './stored-dataset.ts';
export { openDataset, StoredDataset } from './stored-dataset.ts';
