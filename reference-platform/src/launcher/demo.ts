import { setTimeout as delay } from 'node:timers/promises';
import { z } from 'zod';
import type { Logger } from '../telemetry/logger.ts';
import { demoPayments } from './demo-data.ts';
import { messageOf } from './start-error.ts';

const owner = { email: 'demo@assay.example', password: 'quiet-harbour-lantern', name: 'Dana Demo' };
const featureColumns = ['amount', 'hour', 'merchant_risk', 'payments_last_day', 'distance_km'];
const trainingLimitMs = 30_000;
const pollMs = 50;

const authenticated = z.object({ tokens: z.object({ accessToken: z.string() }) });
const withId = z.object({ id: z.string() });
const job = z.object({ id: z.string(), status: z.string(), error: z.string().nullable() });

/** A caller of the public API on behalf of the demo's owner. */
type Call = <S extends z.ZodType>(
  method: string,
  path: string,
  body: unknown,
  answer: S,
) => Promise<z.output<S>>;

function caller(origin: string, accessToken?: string): Call {
  return async (method, path, body, answer) => {
    const isForm = body instanceof FormData;
    const response = await fetch(`${origin}/api/v1${path}`, {
      method,
      headers: {
        ...(accessToken === undefined ? {} : { authorization: `Bearer ${accessToken}` }),
        ...(isForm || body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: isForm ? body : JSON.stringify(body) }),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${method} ${path} answered ${response.status}: ${text}`);
    return answer.parse(JSON.parse(text));
  };
}

async function trained(call: Call, jobId: string): Promise<void> {
  const deadline = Date.now() + trainingLimitMs;
  for (;;) {
    const { status, error } = await call('GET', `/jobs/${jobId}`, undefined, job);
    if (status === 'completed') return;
    if (status !== 'pending' && status !== 'running')
      throw new Error(`the training ${status}: ${error ?? 'no reason'}`);
    if (Date.now() > deadline) throw new Error('the training took too long');
    await delay(pollMs);
  }
}

async function fill(call: Call): Promise<void> {
  const form = new FormData();
  form.set('name', 'Card payments, January');
  form.set('description', 'Two thousand payments with the ones that turned out to be fraud.');
  form.set('labelColumn', 'is_fraud');
  form.set('timeColumn', 'paid_at');
  form.set('file', new Blob([demoPayments()], { type: 'text/csv' }), 'payments.csv');
  const dataset = await call('POST', '/datasets', form, withId);
  const detector = await call(
    'POST',
    '/detectors',
    {
      name: 'Fraud watch',
      description: 'Isolation forest on amounts, times and distances.',
      algorithm: 'isolation_forest',
      contamination: 0.03,
    },
    withId,
  );
  const training = { datasetId: dataset.id, columns: featureColumns };
  const { id: jobId } = await call('POST', `/detectors/${detector.id}/train`, training, withId);
  await trained(call, jobId);
  await call('POST', '/detections', { detectorId: detector.id, datasetId: dataset.id }, withId);
}

/**
 * Makes the tenant "Demo Bank" through the public API, with a labelled dataset, a trained detector and a
 * detection, unless it is there already. Returns the lines that tell how to log in; a demo that fails is
 * logged and does not keep the platform from running.
 */
export async function makeDemo(origin: string, logger: Logger): Promise<string[]> {
  const lines = [`Demo tenant "Demo Bank": log in as ${owner.email} with the password ${owner.password}`];
  try {
    const login = { email: owner.email, password: owner.password };
    const known = await caller(origin)('POST', '/auth/login', login, authenticated).catch(() => null);
    if (known) return lines;
    const { tokens } = await caller(origin)(
      'POST',
      '/auth/register',
      { tenantName: 'Demo Bank', ...owner },
      authenticated,
    );
    await fill(caller(origin, tokens.accessToken));
    return lines;
  } catch (error) {
    logger.error({ reason: messageOf(error) }, 'the demo tenant could not be made');
    return [];
  }
}
