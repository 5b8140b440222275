import type { Wire } from '../../../fixtures/index.ts';

/** The files that a page of the web interface names: scripts, styles and images, as paths. Throws where it names none. */
export async function filesOfPage(wire: Wire, page = '/'): Promise<string[]> {
  const { body } = await wire.request('GET', page);
  const files = [...body.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, file = '']) => file);
  if (files.length === 0) throw new Error(`${page} names no files`);
  return files;
}

/** The script of the web interface. */
export async function scriptOf(wire: Wire): Promise<string> {
  const script = (await filesOfPage(wire)).find((file) => file.endsWith('.js'));
  if (script === undefined) throw new Error('the page names no script');
  return script;
}
