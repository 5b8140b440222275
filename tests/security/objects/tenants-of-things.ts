import { readEverything } from '../../../flows/read-everything.ts';
import type { Contract } from '../../../contract/contract.ts';
import type { WorldTenant } from '../../../fixtures/index.ts';

/** All that the owner of a world tenant with one thing of each kind can read, by operation. */
export async function everythingOf(tenant: WorldTenant, contract: Contract): Promise<Map<string, string>> {
  await tenant.everyThing();
  const texts = new Map<string, string>();
  for (const { operationId, text } of await readEverything(await tenant.actor('owner'), contract)) {
    texts.set(operationId, `${texts.get(operationId) ?? ''}${text}\n`);
  }
  return texts;
}

/** Whether an operation’s ids are of things that are there: an audit log also names what its people reached for in vain. */
export const namesThings = (operationId: string) => !operationId.startsWith('audit.');

/** The ids of the things that an operation’s answer names, each once. */
export function thingsIn(operationId: string, text: string): Set<string> {
  return namesThings(operationId) ? idsIn(text) : new Set();
}

/** Every id in a text, each once. */
export function idsIn(text: string): Set<string> {
  return new Set(text.match(/[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}/g) ?? []);
}
