import type { Exchange, ExchangeRecorder } from '../../api-clients/http/exchange.ts';
import { type Contract, loadBaseline, loadContract } from '../../contract/contract.ts';
import { AnswerSchemas } from '../../contract/schema/answer-schemas.ts';
import { judge } from '../../oracles/passive/judge.ts';
import type { Caller } from '../../oracles/passive/oracle.ts';
import { UnexpectedAnswer } from '../engine/flow.ts';

/** At most one exchange in this time is judged: a judgement takes a part of a millisecond, which the generator must not lack. */
const LEAST_GAP_MS = 20;
/** A target that refuses under load is counted by its status. */
const SERVER_ERRORS = [500, 501, 502, 503, 504];

/** Puts some of the exchanges of a generator before the passive oracles: a wrong answer is an error, however fast it was. */
export class OracleSample {
  readonly #contract: Contract;
  readonly #schemas: AnswerSchemas;
  readonly #targetOrigin: string;
  #judgedAt = -LEAST_GAP_MS;

  constructor(targetUrl: string, policyFile: string | null) {
    this.#contract = loadContract(policyFile ?? undefined);
    this.#schemas = new AnswerSchemas(loadBaseline());
    this.#targetOrigin = new URL(targetUrl).origin;
  }

  /** Judges `exchange` if it is time to. Throws `UnexpectedAnswer` with the first objection. */
  judge(exchange: Exchange, caller: Caller): void {
    const now = performance.now();
    if (now - this.#judgedAt < LEAST_GAP_MS) return;
    this.#judgedAt = now;
    const operation = this.#contract.operationOf(exchange);
    const [finding] = judge({
      exchange,
      caller,
      operation,
      objectionsTo: this.#schemas.judgeOf(operation, exchange),
      surface: 'api',
      targetOrigin: this.#targetOrigin,
      toleratedServerErrors: SERVER_ERRORS,
    });
    if (finding !== undefined)
      throw new UnexpectedAnswer(`${exchange.operationId} ${finding.objection} [oracle: ${finding.oracle}]`);
  }

  /** A recorder that has what `caller` exchanges judged now and then. */
  of(caller: Caller): ExchangeRecorder {
    return { record: (exchange) => this.judge(exchange, caller) };
  }
}
