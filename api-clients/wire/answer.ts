/** An HTTP/1.1 answer as it came over the wire. */
export interface WireAnswer {
  status: number;
  /** Names in lower case; repeated headers joined by `, `, cookies left out. */
  headers: Record<string, string>;
  setCookies: string[];
  bodyText: string;
}

/** Reads the one answer of a connection that has ended. Throws where it is none. */
export function readAnswer(received: string): WireAnswer {
  const end = received.indexOf('\r\n\r\n');
  const [statusLine = '', ...lines] = received.slice(0, Math.max(end, 0)).split('\r\n');
  const status = Number(/^HTTP\/1\.[01] (\d{3})/.exec(statusLine)?.[1]);
  if (Number.isNaN(status)) throw new Error(`the target answered ${JSON.stringify(received.slice(0, 200))}`);
  const fields = lines.map((line): [string, string] => {
    const colon = line.indexOf(':');
    return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()];
  });
  const headers: Record<string, string> = {};
  for (const [name, value] of fields.filter(([name]) => name !== 'set-cookie')) {
    headers[name] = headers[name] === undefined ? value : `${headers[name]}, ${value}`;
  }
  const body = received.slice(end + 4);
  return {
    status,
    headers,
    setCookies: fields.filter(([name]) => name === 'set-cookie').map(([, value]) => value),
    bodyText: Buffer.from(
      headers['transfer-encoding'] === 'chunked' ? joined(body) : body,
      'latin1',
    ).toString(),
  };
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
