import type { SourceMutant } from './mutant.ts';

const IDEMPOTENCY = ['tests/api/idempotency.spec.ts'];
const PAGES = ['tests/api/pagination.spec.ts'];

/** Defects that show when calls come twice or at once, or when a list is read in pages. */
export const integrityMutants: readonly SourceMutant[] = [
  {
    id: 'idempotency-key-not-taken',
    defect: 'Parallel retries with one key each make a thing.',
    file: 'src/http/context.ts',
    find: 'if (call.keyed) await takeKey(trx, call.keyed);',
    put: '',
    seenBy: IDEMPOTENCY,
  },
  {
    id: 'idempotency-key-for-anything',
    defect: 'A key that was used for one request answers another with it.',
    file: 'src/http/idempotency.ts',
    find: '.update(canonicalJson(content))',
    put: ".update('')",
    seenBy: IDEMPOTENCY,
  },
  {
    id: 'idempotent-replay-not-marked',
    defect: 'A retry cannot tell the first answer from one of its own.',
    file: 'src/http/keyed-call.ts',
    find: "reply.header('idempotency-replayed', 'true')",
    put: 'reply',
    seenBy: IDEMPOTENCY,
  },
  {
    id: 'members-page-overlaps',
    defect: 'Each page of members begins with the last one of the page before.',
    file: 'src/control/members/store.ts',
    find: ".orderBy('id', 'desc'), range)",
    put: ".orderBy('id', 'desc'), { ...range, offset: Math.max(0, range.offset - 1) })",
    seenBy: PAGES,
  },
  {
    id: 'last-page-counts-itself',
    defect: 'The last page of a list tells its own rows for those of the whole list.',
    file: 'src/database/page.ts',
    find: 'total: offset + rows.length',
    put: 'total: rows.length',
    seenBy: PAGES,
  },
  {
    id: 'beyond-the-end-not-counted',
    defect: 'A page beyond the end of a list tells its offset for the length of the list.',
    file: 'src/database/page.ts',
    find: ' && (rows.length > 0 || offset === 0)',
    put: '',
    seenBy: PAGES,
  },
];
