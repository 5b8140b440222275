import { apiBasePath } from './answers.ts';

function fits(template: string, path: string): boolean {
  const wanted = `${apiBasePath}${template}`.split('/');
  const given = path.split('/');
  return (
    wanted.length === given.length &&
    wanted.every((segment, index) =>
      segment.startsWith('{') ? given[index] !== '' : segment === given[index],
    )
  );
}

/** The methods that exist at a path, for `Allow`; empty when there is no such path. */
export function allowedMethods(routes: ReadonlyMap<string, ReadonlySet<string>>, path: string): string[] {
  const methods = new Set<string>();
  for (const [template, known] of routes) {
    if (fits(template, path)) for (const method of known) methods.add(method);
  }
  if (methods.has('GET')) methods.add('HEAD');
  return [...methods].sort();
}
