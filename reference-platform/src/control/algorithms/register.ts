import { z } from 'zod';
import { algorithmCatalogue } from '../../algorithm-catalogue/catalogue.ts';
import { ok } from '../../http/answers.ts';
import type { HttpApplication } from '../../http/kernel.ts';
import { operation } from '../../http/operation.ts';
import { tenantRoles } from '../../http/principal.ts';
import { pageOf, pageQuery } from '../../http/schemas.ts';

const parameterSchema = z.object({
  name: z.string(),
  type: z.enum(['integer', 'number', 'enum']),
  minimum: z.number().optional(),
  maximum: z.number().optional(),
  values: z.array(z.string()).optional(),
  default: z.union([z.number(), z.string()]),
  description: z.string(),
});

const algorithmSchema = z
  .object({
    id: z.string(),
    name: z.string(),
    description: z.string(),
    kind: z.enum(['tabular', 'time_series', 'stream']),
    parameters: z.array(parameterSchema),
  })
  .meta({ id: 'Algorithm' });

type Algorithm = z.infer<typeof algorithmSchema>;

const algorithms = algorithmCatalogue.map(({ id, name, description, kind, parameters }): Algorithm => ({
  id,
  name,
  description,
  kind,
  parameters: parameters.map((parameter) =>
    parameter.type === 'enum' ? { ...parameter, values: [...parameter.values] } : { ...parameter },
  ),
}));

/** Declares `algorithms.list`. */
export function registerAlgorithms(app: HttpApplication): void {
  operation(app, {
    id: 'algorithms.list',
    method: 'GET',
    path: '/algorithms',
    summary: 'Algorithms that a detector can use, with the ranges and defaults of their parameters',
    tag: 'Algorithms',
    access: { roles: tenantRoles, keyScope: 'read' },
    effect: 'read',
    query: pageQuery,
    responses: { 200: pageOf(algorithmSchema) },
    handle({ query: { limit, offset } }) {
      const items = algorithms.slice(offset, offset + limit);
      return Promise.resolve(ok({ items, total: algorithms.length, limit, offset }));
    },
  });
}
