import { z } from 'zod';
import type { ApiClient } from '../api-clients/api-client.ts';
import { bareRequest } from '../contract/bare-request.ts';
import type { Contract } from '../contract/contract.ts';
import type { Operation } from '../contract/operations.ts';
import { longestPage, ownerReadings } from '../contract/readings.ts';

/** The text that one operation answered. */
export interface Reading {
  operationId: string;
  text: string;
}

const listSchema = z.looseObject({ items: z.array(z.looseObject({ id: z.string() })) });

/**
 * Calls every operation of the contract that an owner may read with, once a list and once for each item that the list
 * above it names, and gives all that was answered, refusals too. `{version}` and the like are 1.
 */
export async function readEverything({ api }: { api: ApiClient }, contract: Contract): Promise<Reading[]> {
  const readable = ownerReadings(contract);
  const read = async (operation: Operation, id?: string): Promise<Reading> => {
    const { exchange } = await api.call({ ...bareRequest(operation, id), query: longestPage(operation) });
    return { operationId: operation.id, text: exchange.bodyText };
  };
  const lists = new Map<string, Reading>();
  for (const operation of readable.filter(({ pathParameters }) => pathParameters.length === 0)) {
    lists.set(operation.path, await read(operation));
  }
  const readings = [...lists.values()];
  for (const operation of readable.filter(({ pathParameters }) => pathParameters.length > 0)) {
    const list = lists.get(operation.path.slice(0, operation.path.indexOf('/{')));
    for (const id of idsIn(list?.text)) readings.push(await read(operation, id));
  }
  return readings;
}

function idsIn(text: string | undefined): string[] {
  if (text === undefined) return [];
  const list = listSchema.safeParse(JSON.parse(text));
  return list.success ? list.data.items.map(({ id }) => id) : [];
}
