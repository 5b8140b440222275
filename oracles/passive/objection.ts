import { describeFindings, type Finding } from './judge.ts';

/** What fails a test whose exchanges an oracle objects to. It has no stack trace: the exchanges are the place. */
export class PassiveObjection extends Error {
  override readonly name = 'PassiveObjection';

  constructor(findings: readonly Finding[]) {
    super(`The passive oracles object:\n${describeFindings(findings)}`);
    this.stack = this.message;
  }
}
