import type { Transaction } from 'kysely';
import { z } from 'zod';
import type { SubjectSearch } from '../../compute/privacy/protocol.ts';
import type { Schema } from '../../database/schema.ts';
import { problem, type InputFault } from '../../http/problem.ts';
import { idSchema } from '../../http/schemas.ts';
import { emailText } from '../identity/text.ts';
import type { MemberRow } from '../members/member.ts';
import { memberColumns } from '../members/member.ts';

const byId = z.strictObject({ type: z.literal('member'), id: idSchema });
const byEmail = z.strictObject({ type: z.literal('member'), email: emailText });
// PostgreSQL's text holds every character but NUL; half a surrogate pair would become another character.
const plainText = z
  .string()
  .min(1)
  .max(200)
  .refine((text) => !/[\0\p{Cs}]/u.test(text), 'Must not contain a NUL character or half a surrogate pair');
const columnName = plainText;
const dataOf = <Column extends z.ZodType>(column: Column) =>
  z.strictObject({
    type: z.literal('data'),
    /** What identifies the person in the named columns. */
    value: plainText,
    columns: z
      .array(z.strictObject({ datasetId: idSchema, column }))
      .min(1)
      .max(20),
  });

/** Whose data an export is about: a member, or the person whom a value identifies in columns of datasets. */
export const exportSubject = z.union([byId, byEmail, dataOf(columnName)]);
/** Whose data is erased; a column of null means the whole dataset. */
export const erasureSubject = z.union([byId, byEmail, dataOf(columnName.nullable())]);
type SubjectInput = z.output<typeof erasureSubject>;

/** A subject as the API shows it: by ids alone, so that an erased person is not named by the request. */
export const subjectSchema = z
  .union([
    z.object({ type: z.literal('member'), id: idSchema }),
    z.object({
      type: z.literal('data'),
      columns: z.array(z.object({ datasetId: idSchema, column: z.string().nullable() })),
    }),
  ])
  .meta({ id: 'PrivacySubject' });
/** The parsed form of `subjectSchema`. */
export type Subject = z.infer<typeof subjectSchema>;

/** What was found for a request: how it is shown, what to look for, and the member, where it is one. */
export interface FoundSubject {
  subject: Subject;
  search: SubjectSearch;
  member: MemberRow | null;
}

/**
 * Texts that stand for one person wherever they occur. A single short name is a word that others use too: it goes
 * only where it stands beside the person's id.
 */
function isTelling(text: string): boolean {
  return text.length >= 8 || /[\s@]/.test(text);
}

async function findMemberSubject(
  trx: Transaction<Schema>,
  tenantId: string,
  input: Extract<SubjectInput, { type: 'member' }>,
): Promise<FoundSubject> {
  const [column, value] = 'id' in input ? (['id', input.id] as const) : (['email', input.email] as const);
  const member = await trx
    .selectFrom('users')
    .select(memberColumns)
    .where('tenant_id', '=', tenantId)
    .where(column, '=', value)
    .executeTakeFirst();
  if (!member) throw problem.invalid([{ pointer: `/subject/${column}`, detail: 'There is no such member' }]);
  const texts = [member.email, ...(isTelling(member.name) ? [member.name] : [])];
  return {
    subject: { type: 'member', id: member.id },
    search: { ids: [member.id], texts, value: null, rows: [] },
    member,
  };
}

async function findDataSubject(
  trx: Transaction<Schema>,
  tenantId: string,
  { value, columns }: Extract<SubjectInput, { type: 'data' }>,
): Promise<FoundSubject> {
  const datasets = await trx
    .selectFrom('datasets')
    .select(['id', 'columns'])
    .where('tenant_id', '=', tenantId)
    .where(
      'id',
      'in',
      columns.map(({ datasetId }) => datasetId),
    )
    .execute();
  const faults = columns.flatMap(({ datasetId, column }, index): InputFault[] => {
    const at = `/subject/columns/${index}`;
    const dataset = datasets.find(({ id }) => id === datasetId);
    if (!dataset) return [{ pointer: `${at}/datasetId`, detail: 'There is no such dataset' }];
    const isKnown = column === null || dataset.columns.some(({ name }) => name === column);
    return isKnown ? [] : [{ pointer: `${at}/column`, detail: 'The dataset has no such column' }];
  });
  if (faults.length > 0) throw problem.invalid(faults);
  return {
    subject: { type: 'data', columns },
    search: { ids: [], texts: isTelling(value) ? [value] : [], value, rows: columns },
    member: null,
  };
}

/** Finds whom a request is about in the tenant. Throws 422 with a pointer for a member, dataset or column that is not there. */
export function findSubject(
  trx: Transaction<Schema>,
  tenantId: string,
  input: SubjectInput,
): Promise<FoundSubject> {
  return input.type === 'member'
    ? findMemberSubject(trx, tenantId, input)
    : findDataSubject(trx, tenantId, input);
}
