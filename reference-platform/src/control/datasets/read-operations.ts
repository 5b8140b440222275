import { Readable } from 'node:stream';
import type { z } from 'zod';
import { ok, okPage } from '../../http/answers.ts';
import type { HttpApplication } from '../../http/kernel.ts';
import { operation } from '../../http/operation.ts';
import { problem } from '../../http/problem.ts';
import { idParams, pageOf, pageQuery } from '../../http/schemas.ts';
import { datasetFolder, openDataset, type StoredDataset } from '../../storage/index.ts';
import { datasetReaders } from './access.ts';
import { exportCsv, exportFileName } from './export.ts';
import { listQuery } from './input.ts';
import { datasetOfPath, listDatasets } from './queries.ts';
import { dataRowSchema, datasetSchema, toDataset } from './representation.ts';

/** Declares the operations that read datasets and their rows. */
export function registerDatasetReading(app: HttpApplication, dataFolder: string): void {
  operation(app, {
    id: 'datasets.list',
    method: 'GET',
    path: '/datasets',
    summary: 'The datasets of the tenant',
    tag: 'Datasets',
    access: datasetReaders,
    effect: 'read',
    query: listQuery,
    responses: { 200: pageOf(datasetSchema) },
    async handle(ctx) {
      const { tenantId, query } = ctx;
      const page = await ctx.tenantTransaction((trx) => listDatasets(trx, tenantId, query));
      return okPage(page, toDataset, query);
    },
  });

  operation(app, {
    id: 'datasets.get',
    method: 'GET',
    path: '/datasets/{id}',
    summary: 'One dataset',
    tag: 'Datasets',
    access: datasetReaders,
    effect: 'read',
    etag: true,
    params: idParams,
    responses: { 200: datasetSchema },
    object: { type: 'dataset', find: datasetOfPath },
    handle: (ctx) => Promise.resolve(ok(toDataset(ctx.object))),
  });

  operation(app, {
    id: 'datasets.rows',
    method: 'GET',
    path: '/datasets/{id}/rows',
    summary: 'The rows of a dataset, in the order of the file',
    tag: 'Datasets',
    access: datasetReaders,
    effect: 'read',
    params: idParams,
    query: pageQuery,
    responses: { 200: pageOf(dataRowSchema) },
    object: { type: 'dataset', find: datasetOfPath },
    async handle(ctx) {
      const { limit, offset } = ctx.query;
      const folder = datasetFolder(dataFolder, ctx.tenantId, ctx.object.id);
      return foundOrNotFound(async () => {
        const dataset = await openDataset(folder);
        return ok({ items: await readRows(dataset, offset, limit), total: dataset.rowCount, limit, offset });
      });
    },
  });

  operation(app, {
    id: 'datasets.export',
    method: 'GET',
    path: '/datasets/{id}/export',
    summary: 'A dataset as CSV',
    description: "Texts and column names that a spreadsheet would run as a formula get a ' in front.",
    tag: 'Datasets',
    access: datasetReaders,
    effect: 'read',
    params: idParams,
    responses: { 200: { mediaType: 'text/csv; charset=utf-8', description: 'A header line and all rows' } },
    object: { type: 'dataset', find: datasetOfPath },
    async handle(ctx) {
      const folder = datasetFolder(dataFolder, ctx.tenantId, ctx.object.id);
      const dataset = await foundOrNotFound(() => openDataset(folder));
      const disposition = `attachment; filename="${exportFileName(ctx.object.name)}"`;
      return ok(Readable.from(exportCsv(dataset)), { 'content-disposition': disposition });
    },
  });
}

/** The row of a dataset is committed after its files and removed before them: a file that is missing is being removed. */
async function foundOrNotFound<T>(read: () => Promise<T>): Promise<T> {
  try {
    return await read();
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') throw problem.notFound();
    throw error;
  }
}

async function readRows(
  dataset: StoredDataset,
  offset: number,
  limit: number,
): Promise<z.infer<typeof dataRowSchema>[]> {
  const columns = await Promise.all(
    dataset.columns.map(async ({ name }) => ({ name, cells: await dataset.readCells(name, offset, limit) })),
  );
  return Array.from({ length: columns[0]?.cells.length ?? 0 }, (_, row) => ({
    index: offset + row,
    values: Object.fromEntries(columns.map(({ name, cells }) => [name, cells[row] ?? null])),
  }));
}
