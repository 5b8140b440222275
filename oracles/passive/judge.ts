import type { Exchange } from '../../api-clients/http/exchange.ts';
import { hostOracle, urlOracle } from './address.ts';
import { canaryOracle } from './canary.ts';
import { cookieOracle } from './cookies.ts';
import { disclosureOracle } from './disclosure.ts';
import { headerOracle } from './headers.ts';
import type { Observed, PassiveOracle } from './oracle.ts';
import { shapeOracle } from './shape.ts';
import { mediaTypeOracle, statusOracle } from './status.ts';

const ORACLES: Record<string, PassiveOracle> = {
  status: statusOracle,
  'media type': mediaTypeOracle,
  canary: canaryOracle,
  disclosure: disclosureOracle,
  headers: headerOracle,
  cookies: cookieOracle,
  shape: shapeOracle,
  url: urlOracle,
  host: hostOracle,
};

/** What a passive oracle found wrong with an exchange. */
export interface Finding {
  oracle: string;
  exchange: Exchange;
  objection: string;
}

/** Puts an exchange before every passive oracle. */
export function judge(observed: Observed): Finding[] {
  return Object.entries(ORACLES).flatMap(([oracle, judgement]) =>
    judgement(observed).map((objection) => ({ oracle, exchange: observed.exchange, objection })),
  );
}

/** One line a finding, alike ones counted: `GET /datasets → 200 (as viewer): lacks the header x-frame-options`. */
export function describeFindings(findings: readonly Finding[]): string {
  const counts = new Map<string, number>();
  for (const { oracle, exchange, objection } of findings) {
    const line = `${exchange.method} ${exchange.path} → ${exchange.status} (as ${exchange.actor}) ${objection} [oracle: ${oracle}]`;
    counts.set(line, (counts.get(line) ?? 0) + 1);
  }
  return [...counts].map(([line, count]) => (count > 1 ? `${line} (${count} times)` : line)).join('\n');
}
