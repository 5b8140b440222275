import type { Readable } from 'node:stream';
import type { Page, PageRange } from '../database/page.ts';

/** Headers that a handler adds to its answer. */
export type AnswerHeaders = Readonly<Record<string, string | readonly string[]>>;

/** What a handler returns: the status decides which declared response the body must fit. */
export interface Answer<Status extends number, Body> {
  status: Status;
  body: Body;
  headers?: AnswerHeaders;
}

/** The body of an answer that is no JSON document. */
export type RawBody = string | Buffer | Readable;

/** Any declared status with its body. */
export function answer<const Status extends number, Body>(
  status: Status,
  body: Body,
  headers: AnswerHeaders = {},
): Answer<Status, Body> {
  return { status, body, headers };
}

/** 200 with a body. */
export function ok<Body>(body: Body, headers: AnswerHeaders = {}): Answer<200, Body> {
  return { status: 200, body, headers };
}

/** 200 with a page of a list as `pageOf` declares it, each row as the API shows it. */
export function okPage<Row, Item>({ rows, total }: Page<Row>, show: (row: Row) => Item, range: PageRange) {
  const { limit, offset } = range;
  return ok({ items: rows.map((row) => show(row)), total, limit, offset });
}

/** 201 with `Location`: `path` is relative to the API's base path, e.g. `/datasets/{id}` filled in. */
export function created<Body>(path: string, body: Body, headers: AnswerHeaders = {}): Answer<201, Body> {
  return { status: 201, body, headers: { location: `${apiBasePath}${path}`, ...headers } };
}

/** 202 with the job as body and `Location` of the job. */
export function accepted<Job extends { id: string }>(job: Job): Answer<202, Job> {
  return { status: 202, body: job, headers: { location: `${apiBasePath}/jobs/${job.id}` } };
}

/** 204, empty. */
export function noContent(headers: AnswerHeaders = {}): Answer<204, null> {
  return { status: 204, body: null, headers };
}

/** Where all operations live. */
export const apiBasePath = '/api/v1';
