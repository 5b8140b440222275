import type { ApiClient } from '../../../api-clients/api-client.ts';
import type { Result } from '../../../api-clients/http/result.ts';
import type { OperationRequest } from '../../../api-clients/http/transport.ts';
import { inBatches, pointersOf } from '../../../fixtures/index.ts';
import { SLEEP_SECONDS } from '../../../test-data/injection-payloads.ts';

/** One request with a payload in one place of it, and the one answer that it may get. */
export interface Probe {
  /** Where the payload stands, as it is named in a failure: `detectors.list ?q='`. */
  name: string;
  api: ApiClient;
  request: () => OperationRequest | Promise<OperationRequest>;
  status: number;
  /** The place that a 422 must name; one of them, where there are several. */
  pointers?: readonly string[];
  /** What the answer must show: given its parsed body, the objection to it, or null. */
  judge?: (data: unknown) => string | null;
  /** What is to be done once it succeeded, given the parsed body. */
  after?: (data: unknown) => Promise<void>;
}

/** Probes that are each refused at a place of their own, asked in one request. */
export interface JointProbe extends Pick<Probe, 'api' | 'request'> {
  parts: readonly Probe[];
}

const AT_ONCE = 6;

/** An answer later than this may have waited for a payload that sleeps. */
const SUSPICIOUS_MS = SLEEP_SECONDS * 1_000 - 500;

/** Sends every probe, several at a time, and gives one line for each that was not answered as it must be. */
export async function objectionsTo(probes: readonly (Probe | JointProbe)[]): Promise<string[]> {
  const objections = await inBatches(probes, AT_ONCE, async (probe) =>
    'parts' in probe ? objectionsToParts(probe) : [await objectionTo(probe)],
  );
  return objections.flat().filter((objection) => objection !== null);
}

/** How many places are tried. */
export function placesOf(probes: readonly (Probe | JointProbe)[]): number {
  return probes.reduce((sum, probe) => sum + ('parts' in probe ? probe.parts.length : 1), 0);
}

/** A part whose place the refusal names is well. Any other is sent alone, and all are where the answer was late. */
async function objectionsToParts({ api, request, parts }: JointProbe): Promise<(string | null)[]> {
  const result = await api.call(await request());
  const named = result.status === 422 ? pointersOf(result) : [];
  const isLate = result.exchange.durationMs > SUSPICIOUS_MS;
  const left = parts.filter(({ pointers = [] }) => isLate || !pointers.some((each) => named.includes(each)));
  const objections: (string | null)[] = [];
  for (const part of left) objections.push(await objectionTo(part));
  return objections;
}

async function objectionTo(probe: Probe): Promise<string | null> {
  const objection = await objectionToAnswer(probe);
  return objection === null ? null : `${probe.name}: ${objection}`;
}

async function objectionToAnswer(probe: Probe): Promise<string | null> {
  const result = await probe.api.call(await probe.request());
  if (result.status !== probe.status) return `answered ${result.status} and not ${probe.status}`;
  const { pointers } = probe;
  if (pointers !== undefined && !pointersOf(result).some((pointer) => pointers.includes(pointer)))
    return `refused at ${pointersOf(result).join(', ')} and not at ${pointers.join(' or ')}`;
  if (result.ok) await probe.after?.(result.data);
  if (result.ok) return probe.judge?.(result.data) ?? (await delayOf(probe, result));
  return delayOf(probe, result);
}

/** The fastest of three answers counts: any one may be late because the machine is busy. */
async function delayOf(probe: Probe, { exchange }: Result<unknown>): Promise<string | null> {
  let fastest = exchange.durationMs;
  for (let tries = 1; tries < 3 && fastest > SUSPICIOUS_MS; tries += 1) {
    const again = await probe.api.call(await probe.request());
    fastest = Math.min(fastest, again.exchange.durationMs);
  }
  return fastest > SUSPICIOUS_MS ? `took ${Math.round(fastest)} ms, as long as the payload sleeps` : null;
}
