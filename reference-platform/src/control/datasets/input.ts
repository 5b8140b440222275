import { z } from 'zod';
import { pageQuery } from '../../http/schemas.ts';

// PostgreSQL's text holds every character but NUL; half a surrogate pair would become another character.
const withoutNul = (text: string) => !/[\0\p{Cs}]/u.test(text);
const nulDetail = 'Must not contain a NUL character or half a surrogate pair';

const name = z.string().min(1).max(120).refine(withoutNul, nulDetail);
const description = z.string().max(2_000).refine(withoutNul, nulDetail);
const columnName = z.string().min(1);

/** The form fields of `datasets.create` before the file. */
export const uploadFields = z.strictObject({
  name,
  description: description.optional(),
  labelColumn: columnName.optional(),
  timeColumn: columnName.optional(),
});
/** The checked fields of an upload. */
export type UploadFields = z.output<typeof uploadFields>;

/** Body of `datasets.update`: what is left out stays. */
export const updateBody = z.strictObject({ name: name.optional(), description: description.optional() });

/** Query of `datasets.list`. `q` is looked for in the name, in any case. */
export const listQuery = pageQuery.extend({
  q: z.string().max(200).refine(withoutNul, nulDetail).optional(),
  format: z.enum(['csv', 'jsonl']).optional(),
  sort: z.enum(['createdAt', '-createdAt', 'name', '-name', 'rowCount', '-rowCount']).default('-createdAt'),
});
