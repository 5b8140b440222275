import type { FullConfig, Reporter, TestCase, TestResult } from '@playwright/test/reporter';
import { environment } from '../../config/environment.ts';
import { traceIdOf } from '../../targets/names.ts';
import { postJson, type Outcome } from '../outbound/post-json.ts';
import { type Span, spansOf } from './spans.ts';

/** Spans in one request: some hundred kilobytes. */
const SPANS_AT_ONCE = 1000;
/** All of it takes no longer, whoever listens there. */
const PATIENCE_MS = 10_000;

/**
 * Sends the run as traces to the collector that `OTEL_EXPORTER_OTLP_ENDPOINT` names (OTLP over HTTP, as JSON), at its end: a span a
 * test with its steps, in the trace that the test's own requests carry. Does nothing without one; never changes the run's result.
 */
export default class OtelReporter implements Reporter {
  readonly #spans: Span[] = [];
  #config: FullConfig | null = null;
  #tests = 0;

  printsToStdio(): boolean {
    return false;
  }

  onBegin(config: FullConfig): void {
    this.#config = config;
  }

  onTestEnd(test: TestCase, result: TestResult): void {
    if (environment.otel === null || result.status === 'skipped') return;
    const { id: testId, repeatEachIndex: repetition } = test;
    const traceId = traceIdOf({ runId: environment.run.id, testId, retry: result.retry, repetition });
    this.#tests += 1;
    this.#spans.push(...spansOf(test, result, traceId));
  }

  async onEnd(): Promise<void> {
    if (environment.otel === null || this.#spans.length === 0) return;
    const outcome = await this.#send(environment.otel);
    if (outcome.delivered)
      console.log(`Traces    ${this.#tests} tests sent to ${new URL(environment.otel.url).host}`);
    else
      console.warn(
        `Traces    not sent, the run stands as it is: ${outcome.reason}; see OTEL_EXPORTER_OTLP_ENDPOINT`,
      );
  }

  async #send({ url, headers }: { url: string; headers: Record<string, string> }): Promise<Outcome> {
    const deadline = performance.now() + PATIENCE_MS;
    for (let from = 0; from < this.#spans.length; from += SPANS_AT_ONCE) {
      const body = this.#request(this.#spans.slice(from, from + SPANS_AT_ONCE));
      const totalMs = deadline - performance.now();
      const outcome = await postJson({ url, body, headers, patience: { totalMs } });
      if (!outcome.delivered) return outcome;
    }
    return { delivered: true };
  }

  #request(spans: readonly Span[]): unknown {
    const { target } = (this.#config?.metadata ?? {}) as {
      target?: { name: string; version: string; url: string };
    };
    const attributes = {
      'service.name': 'touchstone',
      'test.run.id': environment.run.id,
      ...(target === undefined
        ? {}
        : { 'test.target.name': target.name, 'test.target.version': target.version }),
    };
    return {
      resourceSpans: [
        {
          resource: {
            attributes: Object.entries(attributes).map(([key, value]) => ({
              key,
              value: { stringValue: value },
            })),
          },
          scopeSpans: [{ scope: { name: 'touchstone' }, spans }],
        },
      ],
    };
  }
}
