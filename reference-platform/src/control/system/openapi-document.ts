import type { FastifyInstance } from 'fastify';

const componentReference = /"#\/components\/schemas\/([^"]+)"/g;

function referencedFrom(value: unknown): string[] {
  return [...JSON.stringify(value).matchAll(componentReference)].flatMap((match) => match[1] ?? []);
}

/** The schemas that the paths refer to, directly or through others; the generator makes an input twin of each. */
function usedSchemas(paths: unknown, schemas: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const used = new Set<string>();
  const waiting = referencedFrom(paths);
  for (let name = waiting.pop(); name !== undefined; name = waiting.pop()) {
    if (used.has(name)) continue;
    used.add(name);
    waiting.push(...referencedFrom(schemas[name] ?? {}));
  }
  return Object.fromEntries(
    Object.entries(schemas)
      .filter(([name]) => used.has(name))
      .sort(),
  );
}

/** The OpenAPI document of all declared operations, as text. */
export function openApiDocument(fastify: FastifyInstance): string {
  const document = fastify.swagger();
  const components = 'components' in document ? (document.components ?? {}) : {};
  const schemas = 'schemas' in components ? (components.schemas ?? {}) : {};
  return JSON.stringify({
    ...document,
    components: { ...components, schemas: usedSchemas(document.paths, { ...schemas }) },
  });
}
