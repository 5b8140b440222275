import { z } from 'zod';
import type { Page } from '../../../fixtures/index.ts';
import { API_BASE_PATH } from '../../../api-clients/http/transport.ts';
import type { Operation } from '../../../contract/operations.ts';
import type { Schemas, TypedNode } from '../../../contract/schema/schema-node.ts';

/**
 * Has a page note each answer of the API that it reads as JSON, by method and address, and the fields of it that it looks at:
 * `/items/[]/name`.
 */
const NOTE_ANSWERS = `(() => {
  const noted = {};
  window.notedAnswers = () => Object.values(noted).map(({ reads, ...call }) => ({ ...call, reads: [...reads] }));
  const watch = (value, at, reads) => {
    if (typeof value !== 'object' || value === null) return value;
    return new Proxy(value, {
      get(target, name) {
        const part = target[name];
        if (typeof name === 'symbol' || typeof part === 'function' || name === 'then') return part;
        if (Array.isArray(target)) return name === 'length' ? part : watch(part, at + '/[]', reads);
        reads.add(at + '/' + name);
        return watch(part, at + '/' + name, reads);
      },
    });
  };
  const send = window.fetch;
  window.fetch = async (input, init) => {
    const response = await send(input, init);
    const method = init?.method ?? 'GET';
    const call = { method, path: new URL(response.url).pathname, status: response.status };
    const read = response.json.bind(response);
    response.json = async () => {
      const body = await read();
      const known = (noted[Object.values(call).join(' ')] ??= { ...call, body, reads: new Set() });
      return watch(body, '', known.reads);
    };
    return response;
  };
})()`;

const notedSchema = z.array(
  z.strictObject({
    method: z.string(),
    path: z.string().startsWith(API_BASE_PATH),
    status: z.int(),
    body: z.unknown(),
    reads: z.array(z.string()),
  }),
);

/** An answer that a page read, with the places of the fields that it looked at. */
export type NotedAnswer = z.infer<typeof notedSchema>[number];

/** Has a page note what it reads, from its next document on. */
export async function noteAnswers(page: Page): Promise<void> {
  await page.addInitScript(NOTE_ANSWERS);
}

/** What a page has noted since its document was loaded. */
export async function notedAnswers(page: Page): Promise<NotedAnswer[]> {
  const noted = notedSchema.parse(await page.evaluate('window.notedAnswers()'));
  return noted.map((answer) => ({ ...answer, path: answer.path.slice(API_BASE_PATH.length) }));
}

/** How a document describes the JSON of an operation's answer; `undefined` where it does not. */
export function schemaOf({ responses }: Operation, { status }: NotedAnswer): unknown {
  return responses.get(status)?.get('application/json');
}

/** The fields of a value that its schema does not name, whatever else an object of it may hold. */
export function undeclaredFields(schemas: Schemas, schema: unknown, value: unknown, at = ''): string[] {
  const nodes = schemas.alternatives(schema);
  if (Array.isArray(value)) {
    const items = { anyOf: nodes.flatMap((node) => node.items ?? []) };
    return [...new Set(value.flatMap((item) => undeclaredFields(schemas, items, item, `${at}/[]`)))];
  }
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, part]) => {
    const place = `${at}/${name}`;
    const described = nodes.flatMap((node) => describedAs(node, name));
    return described.length === 0
      ? [place]
      : undeclaredFields(schemas, { anyOf: described.map(({ schema: each }) => each) }, part, place);
  });
}

/** Whether every object of a schema is sure to have the field at a place like `/items/[]/name`, where it has its parent. */
export function isPromised(schemas: Schemas, schema: unknown, place: string): boolean {
  const [, ...parts] = place.split('/');
  let promised = true;
  let nodes = schemas.alternatives(schema);
  for (const part of parts) {
    const described =
      part === '[]'
        ? nodes.flatMap(({ items }) => (items === undefined ? [] : [{ schema: items, always: true }]))
        : nodes.flatMap((node) => describedAs(node, part));
    promised = described.some(({ always }) => always);
    nodes = described.flatMap(({ schema: each }) => schemas.alternatives(each));
  }
  return promised;
}

/** What an object's schema says of a field: by its name, or, of a map, of every entry. */
function describedAs(node: TypedNode, name: string): { schema: unknown; always: boolean }[] {
  if (node.type !== 'object') return [];
  const { properties, additionalProperties, required } = node;
  if (properties !== undefined && name in properties)
    return [{ schema: properties[name], always: required.includes(name) }];
  const isMap = properties === undefined && typeof additionalProperties === 'object';
  return isMap ? [{ schema: additionalProperties, always: true }] : [];
}
