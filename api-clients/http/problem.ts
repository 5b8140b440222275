import { z } from 'zod';

/** Each problem type of the contract with the one status that it goes with. */
export const PROBLEM_STATUS = {
  'urn:problem:malformed': 400,
  'urn:problem:unauthenticated': 401,
  'urn:problem:forbidden': 403,
  'urn:problem:not-found': 404,
  'urn:problem:method-not-allowed': 405,
  'urn:problem:request-timeout': 408,
  'urn:problem:conflict': 409,
  'urn:problem:precondition-failed': 412,
  'urn:problem:payload-too-large': 413,
  'urn:problem:unsupported-media-type': 415,
  'urn:problem:invalid': 422,
  'urn:problem:upgrade-required': 426,
  'urn:problem:rate-limited': 429,
  'urn:problem:internal': 500,
  'urn:problem:unavailable': 503,
} as const;

const problemErrorSchema = z.strictObject({
  pointer: z.string().regex(/^(?:\/.*)?$/s),
  detail: z.string().min(1),
});

/** A problem of RFC 9457 as the contract narrows it: known members only, type and status in step, `errors` on 422 alone. */
export const problemSchema = z
  .strictObject({
    type: z.literal(Object.keys(PROBLEM_STATUS) as (keyof typeof PROBLEM_STATUS)[]),
    title: z.string().min(1),
    status: z.int(),
    detail: z.string().min(1),
    instance: z.string().min(1),
    traceId: z.string().regex(/^[0-9a-f]{32}$/, 'a W3C trace id: 32 lower-case hex digits'),
    errors: z.array(problemErrorSchema).min(1).optional(),
  })
  .superRefine((problem, context) => {
    if (problem.status !== PROBLEM_STATUS[problem.type]) {
      context.addIssue({
        code: 'custom',
        path: ['status'],
        message: `${problem.type} goes with ${PROBLEM_STATUS[problem.type]}`,
      });
    }
    if ((problem.errors !== undefined) !== (problem.status === 422)) {
      context.addIssue({
        code: 'custom',
        path: ['errors'],
        message: 'errors are given on 422, and only there',
      });
    }
  });

export type Problem = z.infer<typeof problemSchema>;
export type ProblemError = z.infer<typeof problemErrorSchema>;
