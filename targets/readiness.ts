import { setTimeout as delay } from 'node:timers/promises';
import { request } from 'undici';
import { ApiClient } from '../api-clients/api-client.ts';
import type { Result } from '../api-clients/http/result.ts';
import type { Readiness, Version } from '../api-clients/system/schemas.ts';
import { API_BASE_PATH, type Transport } from '../api-clients/http/transport.ts';
import { Contract, loadPolicy } from '../contract/contract.ts';
import { operationsOf } from '../contract/operations.ts';
import type { Provisioner } from './provisioner.ts';
import { Refusal } from './refusal.ts';
import type { Target } from './target.ts';

/** What is known of a target that passed every check. */
export interface TargetState {
  version: Version;
  readiness: Readiness;
  contract: Contract;
}

const REACH_TIMEOUT_MS = 3000;
const READY_WITHIN_MS = 4000;

const REACH_REASONS: Record<string, string> = {
  ECONNREFUSED: 'nothing listens there; start the platform, or mend BASE_URL',
  ENOTFOUND: 'the host is not known; mend BASE_URL',
  EAI_AGAIN: 'the host cannot be looked up; check the network, or mend BASE_URL',
  UND_ERR_CONNECT_TIMEOUT: `no connection within ${REACH_TIMEOUT_MS / 1000} s; check the network, or mend BASE_URL`,
  UND_ERR_HEADERS_TIMEOUT: `no answer within ${REACH_TIMEOUT_MS / 1000} s; is this the platform? Mend BASE_URL`,
};

/** Checks, in order: reachable, JSON, ready, version, contract, operator. Throws `Refusal` at the first that fails; within 10 s in all. */
export async function checkTarget(
  target: Target,
  transport: Transport,
  provisioner: Provisioner,
): Promise<TargetState> {
  await checkReachable(target);
  const api = new ApiClient({ transport, credential: { kind: 'none' }, actor: 'readiness' });
  const readiness = await checkReady(target, api);
  const version = await answer(target, 'GET /version', () => api.system.version());
  const document = await answer(target, 'GET /openapi.json', () => api.system.openapi());
  const contract = new Contract(operationsOf(document), loadPolicy());
  checkContract(target, contract);
  await checkOperator(target, provisioner);
  return { version, readiness, contract };
}

async function checkReachable(target: Target): Promise<void> {
  const url = `${target.url}${API_BASE_PATH}/health/live`;
  const { headers, body, statusCode } = await request(url, {
    headersTimeout: REACH_TIMEOUT_MS,
    bodyTimeout: REACH_TIMEOUT_MS,
    signal: AbortSignal.timeout(REACH_TIMEOUT_MS),
  }).catch((error: unknown) => {
    throw new Refusal(`${named(target)}: ${reachReason(error)}.`);
  });
  const text = await body.text();
  const mediaType = String(headers['content-type'] ?? 'nothing').split(';')[0];
  if (mediaType !== 'application/json') {
    throw new Refusal(
      `${named(target)}: GET ${API_BASE_PATH}/health/live answers ${statusCode} with ${mediaType}, not with the platform's JSON; give BASE_URL the platform's own address, without a path.`,
    );
  }
  if (statusCode !== 200) {
    throw new Refusal(
      `${named(target)}: GET ${API_BASE_PATH}/health/live answers ${statusCode} (${text.slice(0, 80)}); is this the platform? Mend BASE_URL.`,
    );
  }
}

async function checkReady(target: Target, api: ApiClient): Promise<Readiness> {
  const deadline = performance.now() + READY_WITHIN_MS;
  for (;;) {
    const result = await api.system.ready().catch((error: unknown) => {
      throw new Refusal(`${named(target)}: GET /health/ready: ${firstLine(error)}.`);
    });
    if (result.ok && result.data.status === 'ready') return result.data;
    if (performance.now() > deadline) {
      const down = result.ok
        ? result.data.checks.filter(({ status }) => status === 'down').map(({ name }) => name)
        : [`status ${result.status}`];
      throw new Refusal(
        `${named(target)}: is not ready within ${READY_WITHIN_MS / 1000} s (${down.join(', ')}); look at its log.`,
      );
    }
    await delay(200);
  }
}

/** An operation that nobody has said who may use would never be tested: it must not pass in silence. */
export function checkContract(target: Pick<Target, 'url' | 'kind'>, contract: Contract): void {
  const unnamed = contract.unnamed();
  if (unnamed.length > 0) {
    throw new Refusal(
      `${named(target)}: contract/policy.yaml does not name ${unnamed.join(', ')}; say there who may use ${unnamed.length === 1 ? 'it' : 'them'}.`,
    );
  }
  const unknown = contract.unknown();
  if (unknown.length > 0) {
    throw new Refusal(
      `${named(target)}: lacks ${unknown.map((id) => `${id} (contract/policy.yaml:${contract.policy.lineOf(id)})`).join(', ')}, which the policy names; is this the right version of the platform?`,
    );
  }
}

async function checkOperator(target: Target, provisioner: Provisioner): Promise<void> {
  if (!provisioner.hasOperator) return;
  await provisioner.operator().catch((error: unknown) => {
    throw new Refusal(
      `${named(target)}: refuses the operator's account (${firstLine(error)}); mend OPERATOR_EMAIL and OPERATOR_PASSWORD, or remove both.`,
    );
  });
}

async function answer<T>(target: Target, call: string, send: () => Promise<Result<T>>): Promise<T> {
  const result = await send().catch((error: unknown) => {
    throw new Refusal(`${named(target)}: ${call} is not as the contract says: ${firstLine(error)}.`);
  });
  if (result.ok) return result.data;
  throw new Refusal(`${named(target)}: ${call} answers ${result.status} (${result.problem.detail}).`);
}

function named({ url, kind }: Pick<Target, 'url' | 'kind'>): string {
  return kind === 'deployed' ? `BASE_URL ${url}` : `The reference platform at ${url}`;
}

function reachReason(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if (error.name === 'TimeoutError') return REACH_REASONS['UND_ERR_HEADERS_TIMEOUT'] ?? error.message;
  const code = 'code' in error ? String(error.code) : '';
  return REACH_REASONS[code] ?? `${firstLine(error)}; mend BASE_URL`;
}

function firstLine(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).split('\n')[0]?.trim() ?? '';
}
