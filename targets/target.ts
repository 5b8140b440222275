import type { OperatorAccount } from '../config/environment.ts';

/** The platform under test. */
export interface Target {
  /** Origin, without a slash at its end. */
  url: string;
  kind: 'reference' | 'deployed';
  /** The operator's account, where the suite has one. */
  operator: OperatorAccount | null;
  /** The target's own log (JSON lines), where the suite can read it. */
  logFile: string | null;
  /** Folder in which the target's mails arrive as `.eml` files, where the suite has one. */
  mailFolder: string | null;
}
