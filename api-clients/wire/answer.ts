/** An HTTP/1.1 answer as it came over the wire. */
export interface WireAnswer {
  status: number;
  /** Names in lower case; repeated headers joined by `, `, cookies left out. */
  headers: Record<string, string>;
  setCookies: string[];
  body: string;
}

const HEAD_END = '\r\n\r\n';

/** Reads the one answer of a connection that has ended. Throws where it is none. */
export function readAnswer(received: string): WireAnswer {
  const end = received.indexOf(HEAD_END);
  const { status, ...head } = headOf(received.slice(0, Math.max(end, 0)));
  if (status === null) throw new Error(`the target answered ${JSON.stringify(received.slice(0, 200))}`);
  const rest = received.slice(end + HEAD_END.length);
  const body = head.headers['transfer-encoding'] === 'chunked' ? joined(rest) : rest;
  return { status, ...head, body: Buffer.from(body, 'latin1').toString() };
}

/**
 * The complete answers at the start of what a connection has sent, interim ones (1xx) left out; 0 stands for the status of
 * what is no answer. Bodies have a Content-Length.
 */
export function answersIn(received: Buffer): WireAnswer[] {
  const answers: WireAnswer[] = [];
  let rest = received;
  for (;;) {
    const end = rest.indexOf(HEAD_END);
    if (end < 0) return answers;
    const { status, ...head } = headOf(rest.subarray(0, end).toString('latin1'));
    const start = end + HEAD_END.length;
    const length = Number(head.headers['content-length'] ?? '0');
    if (rest.length < start + length) return answers;
    const body = rest.subarray(start, start + length).toString('utf8');
    if (status === null || status === 101 || status >= 200)
      answers.push({ status: status ?? 0, ...head, body });
    rest = rest.subarray(start + length);
  }
}

interface Head extends Pick<WireAnswer, 'headers' | 'setCookies'> {
  /** `null` where the first line is not that of an answer in HTTP/1.1. */
  status: number | null;
}

function headOf(text: string): Head {
  const [statusLine = '', ...lines] = text.split('\r\n');
  const status = /^HTTP\/1\.1 (\d{3})/.exec(statusLine)?.[1];
  const headers: Record<string, string> = {};
  const setCookies: string[] = [];
  for (const line of lines) {
    const colon = line.indexOf(':');
    const name = line.slice(0, colon).toLowerCase();
    const value = line.slice(colon + 1).trim();
    if (name === 'set-cookie') setCookies.push(value);
    else headers[name] = headers[name] === undefined ? value : `${headers[name]}, ${value}`;
  }
  return { status: status === undefined ? null : Number(status), headers, setCookies };
}

/** The body that came in chunks, each after a line with its length in hexadecimal. */
function joined(body: string): string {
  let text = '';
  for (let at = 0; ;) {
    const end = body.indexOf('\r\n', at);
    const length = Number.parseInt(body.slice(at, end), 16);
    if (!(length > 0)) return text;
    text += body.slice(end + 2, end + 2 + length);
    at = end + 2 + length + 2;
  }
}
