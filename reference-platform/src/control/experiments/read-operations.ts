import { ok, okPage } from '../../http/answers.ts';
import type { HttpApplication } from '../../http/kernel.ts';
import { operation } from '../../http/operation.ts';
import { problem } from '../../http/problem.ts';
import { idParams, pageOf, pageQuery } from '../../http/schemas.ts';
import { detectorReaders } from '../detectors/access.ts';
import { comparisonQuery, exportQuery, listQuery } from './input.ts';
import { exportExperiment } from './export.ts';
import { experimentOfPath, listExperiments, resultsOf } from './queries.ts';
import {
  comparisonSchema,
  experimentResultSchema,
  experimentSchema,
  toComparison,
  toExperiment,
  toResults,
} from './representation.ts';

/** Declares the operations that read experiments. */
export function registerExperimentReading(app: HttpApplication): void {
  operation(app, {
    id: 'experiments.list',
    method: 'GET',
    path: '/experiments',
    summary: 'Experiments of the tenant, newest first',
    tag: 'Experiments',
    access: detectorReaders,
    effect: 'read',
    query: listQuery,
    responses: { 200: pageOf(experimentSchema) },
    async handle(ctx) {
      const { tenantId, query } = ctx;
      const page = await ctx.tenantTransaction((trx) => listExperiments(trx, tenantId, query));
      return okPage(page, toExperiment, query);
    },
  });

  operation(app, {
    id: 'experiments.get',
    method: 'GET',
    path: '/experiments/{id}',
    summary: 'One experiment',
    tag: 'Experiments',
    access: detectorReaders,
    effect: 'read',
    etag: true,
    params: idParams,
    responses: { 200: experimentSchema },
    object: { type: 'experiment', find: experimentOfPath },
    handle: (ctx) => Promise.resolve(ok(toExperiment(ctx.object))),
  });

  operation(app, {
    id: 'experiments.results',
    method: 'GET',
    path: '/experiments/{id}/results',
    summary: 'What came of each candidate, in their order; filled in while the experiment runs',
    tag: 'Experiments',
    access: detectorReaders,
    effect: 'read',
    params: idParams,
    query: pageQuery,
    responses: { 200: pageOf(experimentResultSchema) },
    object: { type: 'experiment', find: experimentOfPath },
    async handle(ctx) {
      const { limit, offset } = ctx.query;
      const rows = await ctx.tenantTransaction((trx) => resultsOf(trx, ctx.tenantId, ctx.object.id));
      const results = toResults(ctx.object, rows);
      return ok({ items: results.slice(offset, offset + limit), total: results.length, limit, offset });
    },
  });

  operation(app, {
    id: 'experiments.comparison',
    method: 'GET',
    path: '/experiments/{id}/comparison',
    summary: 'The candidates of a completed experiment by one metric, the best first',
    description:
      'With labels, intervals come from a paired, stratified bootstrap of the rows held out; a difference to the best candidate is significant where its interval leaves out 0. Without labels, candidates are ranked by their mean rank correlation (Spearman) with the others.',
    tag: 'Experiments',
    access: detectorReaders,
    effect: 'read',
    params: idParams,
    query: comparisonQuery,
    responses: { 200: comparisonSchema },
    problems: [409],
    object: { type: 'experiment', find: experimentOfPath },
    handle(ctx) {
      const { comparison, status } = ctx.object;
      if (status !== 'completed' || comparison === null) {
        throw problem.conflict('The experiment is not completed.');
      }
      const answer = toComparison(ctx.object, comparison, ctx.query.metric);
      if (answer === null) {
        throw problem.invalid([{ pointer: '/query/metric', detail: 'The rows held out have no labels' }]);
      }
      return Promise.resolve(ok(answer));
    },
  });

  operation(app, {
    id: 'experiments.export',
    method: 'GET',
    path: '/experiments/{id}/export',
    summary: 'The results of an experiment as CSV or JSON',
    description: "In CSV, texts that a spreadsheet would run as a formula get a ' in front.",
    tag: 'Experiments',
    access: detectorReaders,
    effect: 'read',
    params: idParams,
    query: exportQuery,
    responses: {
      200: {
        mediaType: 'text/csv; charset=utf-8',
        alternatives: ['application/json; charset=utf-8'],
        description: 'A header line and a line for each candidate, or a document of experiment and results',
      },
    },
    object: { type: 'experiment', find: experimentOfPath },
    async handle(ctx) {
      const rows = await ctx.tenantTransaction((trx) => resultsOf(trx, ctx.tenantId, ctx.object.id));
      const { body, mediaType, fileName } = exportExperiment(ctx.object, rows, ctx.query.format);
      return ok(body, {
        'content-type': mediaType,
        'content-disposition': `attachment; filename="${fileName}"`,
      });
    },
  });
}
