import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import type { ApiClient } from '../../../api-clients/api-client.ts';
import { bareRequest } from '../../../contract/bare-request.ts';
import type { Contract } from '../../../contract/contract.ts';
import { uploadTable } from '../../../flows/upload-table.ts';
import { labelledTable } from '../../../test-data/labelled-table.ts';

/** Operations that cells are tried of: a list, a thing, and a change. */
export const REPLAYED = ['datasets.list', 'datasets.get', 'datasets.update'] as const;

/** An answer of a real platform. */
interface Answer {
  status: number;
  headers: Record<string, string>;
  body: string;
}

/** Headers that belong to one connection or one body, and are set anew. */
const OF_THE_WIRE = [
  'content-length',
  'transfer-encoding',
  'connection',
  'keep-alive',
  'date',
  'content-encoding',
];

/** Answers of each operation by status: `datasets.get 404`. `callers` are somebody who may do everything, somebody who may do none of this, and nobody. */
export async function recordAnswers(
  contract: Contract,
  callers: { owner: ApiClient; denied: ApiClient; nobody: ApiClient },
): Promise<Record<string, Answer>> {
  let id = '';
  for (let index = 0; index < 25; index += 1) {
    const table = labelledTable({ seed: index, rows: 20 });
    id = (await uploadTable({ api: callers.owner }, table, { name: `Table ${index}` })).id;
  }
  const answers: Record<string, Answer> = {};
  for (const operationId of REPLAYED) {
    const operation = contract.operations.find((each) => each.id === operationId);
    if (operation === undefined) throw new Error(`the contract has no ${operationId}`);
    const calls = [
      callers.owner.call(bareRequest(operation, id)),
      callers.owner.call({ ...bareRequest(operation, id), query: { probe: 1 } }),
      callers.owner.call(bareRequest(operation)),
      callers.denied.call(bareRequest(operation, id)),
      callers.nobody.call(bareRequest(operation, id)),
    ];
    for (const { exchange } of await Promise.all(calls)) {
      const headers = Object.entries(exchange.responseHeaders).filter(
        ([name]) => !OF_THE_WIRE.includes(name),
      );
      const { status, bodyText } = exchange;
      answers[`${operationId} ${status}`] = { status, headers: Object.fromEntries(headers), body: bodyText };
    }
  }
  return answers;
}

/** Serves recorded answers from a process of its own; a request says by `x-replay` which it wants. */
export async function replay(answers: Record<string, Answer>): Promise<{ url: string; stop: () => void }> {
  const folder = mkdtempSync(path.join(tmpdir(), 'touchstone-replay-'));
  const file = path.join(folder, 'answers.json');
  writeFileSync(file, JSON.stringify(answers));
  const child = spawn(process.execPath, [path.join(import.meta.dirname, 'replaying-server.mjs'), file], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const stop = () => {
    child.stdin.end();
    rmSync(folder, { recursive: true, force: true });
  };
  for await (const url of createInterface({ input: child.stdout })) return { url, stop };
  stop();
  throw new Error('the replaying server ended before it listened');
}
