import type { Exchange } from '../../api-clients/http/exchange.ts';
import { hostOracle, urlOracle } from './address.ts';
import { canaryOracle } from './canary.ts';
import { cacheOracle } from './caching.ts';
import { contentOracle } from './content.ts';
import { cookieOracle } from './cookies.ts';
import { disclosureOracle } from './disclosure.ts';
import { fileOracle } from './files.ts';
import { headerOracle } from './headers.ts';
import { jsonBody } from './json-body.ts';
import type { Observed, PassiveOracle } from './oracle.ts';
import { messageOracle, schemaOracle } from './schema.ts';
import { shapeOracle } from './shape.ts';
import { mediaTypeOracle, statusOracle } from './status.ts';

const ORACLES: Record<string, PassiveOracle> = {
  status: statusOracle,
  'media type': mediaTypeOracle,
  content: contentOracle,
  schema: schemaOracle,
  canary: canaryOracle,
  disclosure: disclosureOracle,
  files: fileOracle,
  headers: headerOracle,
  caching: cacheOracle,
  cookies: cookieOracle,
  shape: shapeOracle,
  url: urlOracle,
  host: hostOracle,
};

/** A frame has no status and no headers: it is judged by what it says, and by the address of its socket. */
const FRAME_ORACLES: Record<string, PassiveOracle> = {
  canary: canaryOracle,
  disclosure: disclosureOracle,
  message: messageOracle,
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
  return findings(ORACLES, observed);
}

/** Puts a frame of a WebSocket before the oracles of frames. */
export function judgeFrame(observed: Observed): Finding[] {
  return findings(FRAME_ORACLES, observed);
}

/** Puts the address of a page, which a script may have changed without a request, before the oracle of URLs. */
export function judgeAddress(observed: Observed): Finding[] {
  return findings({ url: urlOracle }, observed);
}

function findings(oracles: Record<string, PassiveOracle>, observed: Observed): Finding[] {
  const { exchange } = observed;
  const read = { ...observed, json: jsonBody(exchange) };
  return Object.entries(oracles).flatMap(([oracle, judgement]) =>
    judgement(read).map((objection) => ({ oracle, exchange, objection })),
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
