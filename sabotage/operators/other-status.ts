import { afterwards, type Operator } from './operator.ts';

/** What each status is mistaken for: one of its own class, and one of another. */
const MISTAKEN: Record<number, readonly number[]> = {
  200: [202, 500],
  201: [200, 400],
  202: [200, 409],
  204: [200, 404],
  400: [422],
  401: [403, 200],
  403: [404, 200],
  404: [403, 500],
  409: [422, 200],
  412: [409],
  422: [400, 500],
};

/** An answer has another status. One defect for each that the operation declares. */
export const otherStatus: Operator = {
  name: 'RS-status',
  family: 'RS',
  endsWorld: () => false,
  variants: ({ operation }) =>
    [...operation.responses.keys()].flatMap((from) =>
      (MISTAKEN[from] ?? []).map((to) => ({
        name: `${from}-${to}`,
        text: `${operation.id} answers ${to} where it should answer ${from}.`,
      })),
    ),
  meets: (variant, { status }) => status === Number(variant.split('-', 1)[0]),
  spoil: afterwards((answer, _call, variant) => {
    const [from, to] = variant.split('-').map(Number);
    return answer.status === from && to !== undefined ? { ...answer, status: to } : null;
  }),
};
