import type { ApiClient } from '../../../api-clients/api-client.ts';
import type { OperationRequest } from '../../../api-clients/http/transport.ts';
import { bareRequest } from '../../../contract/bare-request.ts';
import type { Operation } from '../../../contract/operations.ts';
import type { TextField } from '../../../contract/schema/text-fields.ts';
import type { Body, BodyGround } from './bodies.ts';
import type { JointProbe, Probe } from './probe.ts';

/** Where a body is sent, and by whom. */
export interface Sending {
  operation: Operation;
  body: Body;
  api: ApiClient;
  ground: BodyGround;
}

/** The body as it stands: the positive control of all its probes. */
export function control({ operation, body, api, ground }: Sending, label: string): Probe {
  const request = () => requestOf({ operation, body, api, ground }, body.json(ground, label));
  const after = (data: unknown) => undone({ operation, body, api, ground }, data);
  return { name: `${operation.id} as it stands`, api, request, status: body.status, after };
}

/** The body with a payload in every text that takes any: each is stored and shown as it is. */
export function freeTextProbes(
  sending: Sending,
  fields: readonly TextField[],
  payload: string,
  label: string,
): Probe[] {
  const taken = fields.filter((field) => isTaken(sending, field)).map(({ pointer }) => pointer);
  // Apart from the names: a password that is made of them is refused.
  const passwords = taken.filter((pointer) => /password$/i.test(pointer));
  const others = taken.filter((pointer) => !passwords.includes(pointer));
  return [
    ...probeOfAll(sending, others, { payload, label, text: `${label} ${payload}` }),
    ...probeOfAll(sending, passwords, {
      payload,
      label: `${label}-password`,
      text: `a long pass phrase ${payload}`,
    }),
  ];
}

function probeOfAll(
  sending: Sending,
  pointers: readonly string[],
  { payload, label, text }: { payload: string; label: string; text: string },
): Probe[] {
  if (pointers.length === 0) return [];
  const { operation, body, api, ground } = sending;
  const judge = (data: unknown) => {
    const shown = pointers
      .map((pointer) => valueAt(data, pointer))
      .find((value) => value !== undefined && value !== text);
    return shown === undefined ? null : `shown as ${JSON.stringify(shown)}`;
  };
  return [
    {
      name: `${operation.id} ${pointers.join(' ')} ${payload}`,
      api,
      request: () =>
        requestOf(
          sending,
          pointers.reduce((json, pointer) => replaced(json, pointer, text), body.json(ground, label)),
        ),
      judge,
      status: body.status,
      after: (data) => undone(sending, data),
      ...(body.pointer === undefined ? {} : { pointers: [body.pointer] }),
    },
  ];
}

/** The body with a payload in the texts that take only some: refused there. */
export function narrowTextProbes(
  sending: Sending,
  fields: readonly TextField[],
  payload: string,
  label: string,
): (Probe | JointProbe)[] {
  const pointers = fields.filter((field) => !isTaken(sending, field)).map(({ pointer }) => pointer);
  const { names = [] } = sending.body;
  // Whether there is something of a name is looked at once the rest of the body is well.
  const named = pointers.filter((pointer) => names.includes(pointer));
  const others = pointers.filter((pointer) => !names.includes(pointer));
  return [
    ...named.map((pointer) => otherValueProbe(sending, pointer, payload, label)),
    ...otherValueProbes(sending, others, payload, label),
  ];
}

/** The body with a value that does not fit in the places of texts: refused at each, asked together where that can be seen. */
export function otherValueProbes(
  sending: Sending,
  pointers: readonly string[],
  value: unknown,
  label: string,
): (Probe | JointProbe)[] {
  const { body, api, ground } = sending;
  const alone = (pointer: string) => pointer === body.form || isWithin(body.whole, pointer);
  const together = pointers.filter((pointer) => !alone(pointer));
  const joint: JointProbe = {
    api,
    parts: together.map((pointer) => otherValueProbe(sending, pointer, value, label)),
    request: () =>
      requestOf(
        sending,
        together.reduce((json, pointer) => replaced(json, pointer, value), body.json(ground, label)),
      ),
  };
  return [
    ...pointers.filter(alone).map((pointer) => otherValueProbe(sending, pointer, value, label)),
    ...(together.length > 1 ? [joint] : joint.parts),
  ];
}

function isTaken({ body }: Sending, { free, pointer }: TextField): boolean {
  return free && !(body.names ?? []).includes(pointer);
}

/** The body with a value in the place of a text that does not fit there: always refused there. */
function otherValueProbe(sending: Sending, pointer: string, value: unknown, label: string): Probe {
  const { operation, body, api, ground } = sending;
  return {
    name: `${operation.id} ${pointer} ${JSON.stringify(value)}`,
    api,
    request: () => requestOf(sending, replaced(body.json(ground, label), pointer, value)),
    status: 422,
    pointers: placesOf(body, pointer),
  };
}

/** The fields of a body that hold a text now. */
export function heldFields({ body, ground }: Sending, fields: readonly TextField[]): TextField[] {
  const value = body.json(ground, 'label');
  return fields.filter(({ pointer }) => typeof valueAt(value, pointer) === 'string');
}

async function undone({ body, ground }: Sending, data: unknown): Promise<void> {
  const id = valueAt(data, '/id');
  if (typeof id === 'string') await body.remove?.(ground, id);
}

/** The request that carries a body; the fields of a form are texts. */
export async function requestOf(
  { operation, body, ground }: Sending,
  json: unknown,
): Promise<OperationRequest> {
  const request = bareRequest(operation, await body.id?.(ground));
  if (body.file === undefined) return { ...request, json };
  const fields = Object.entries(Object(json) as Record<string, string>);
  return {
    ...request,
    multipart: [...fields.map(([name, value]) => ({ name, value })), body.file(ground)],
  };
}

function placesOf({ whole }: Body, pointer: string): string[] {
  return whole !== undefined && isWithin(whole, pointer) ? [pointer, whole] : [pointer];
}

function isWithin(whole: string | undefined, pointer: string): boolean {
  return whole !== undefined && pointer.startsWith(`${whole}/`);
}

/** The value at a JSON pointer, `undefined` where there is none. */
function valueAt(value: unknown, pointer: string): unknown {
  return pointer
    .split('/')
    .slice(1)
    .reduce<unknown>(
      (node, name) =>
        typeof node === 'object' && node !== null
          ? Object.entries(node).find(([key]) => key === name)?.[1]
          : undefined,
      value,
    );
}

/** A copy of `value` with another value at a JSON pointer of it. */
function replaced(value: unknown, pointer: string, other: unknown): unknown {
  const [, name = '', ...rest] = pointer.split('/');
  if (pointer === '') return other;
  if (Array.isArray(value))
    return value.map((item: unknown, index) =>
      String(index) === name ? replaced(item, rest.map((part) => `/${part}`).join(''), other) : item,
    );
  if (typeof value !== 'object' || value === null) throw new Error(`the body has no ${pointer}`);
  return Object.fromEntries(
    Object.entries(value).map(([key, item]: [string, unknown]) => [
      key,
      key === name ? replaced(item, rest.map((part) => `/${part}`).join(''), other) : item,
    ]),
  );
}
