/** One HTTP answer as it stood on the wire. Header names are in lower case, repeated ones joined by `, `. */
export interface RawAnswer {
  status: number;
  headers: Record<string, string>;
  setCookies: string[];
  body: string;
}

const HEAD_END = '\r\n\r\n';

/** The complete answers at the start of what a connection has sent, interim ones (1xx) left out. Bodies have a Content-Length. */
export function answersIn(received: Buffer): RawAnswer[] {
  const answers: RawAnswer[] = [];
  let rest = received;
  for (;;) {
    const end = rest.indexOf(HEAD_END);
    if (end < 0) return answers;
    const [statusLine = '', ...lines] = rest.subarray(0, end).toString('latin1').split('\r\n');
    const status = Number(/^HTTP\/1\.1 (\d{3})/.exec(statusLine)?.[1] ?? '0');
    const fields = lines.map((line) => {
      const colon = line.indexOf(':');
      return { name: line.slice(0, colon).toLowerCase(), value: line.slice(colon + 1).trim() };
    });
    const headers = joined(fields.filter(({ name }) => name !== 'set-cookie'));
    const start = end + HEAD_END.length;
    const length = Number(headers['content-length'] ?? '0');
    if (rest.length < start + length) return answers;
    const body = rest.subarray(start, start + length).toString('utf8');
    const setCookies = fields.filter(({ name }) => name === 'set-cookie').map(({ value }) => value);
    if (status >= 200 || status === 101 || status === 0) answers.push({ status, headers, setCookies, body });
    rest = rest.subarray(start + length);
  }
}

function joined(fields: readonly { name: string; value: string }[]): Record<string, string> {
  const headers: Record<string, string> = {};
  for (const { name, value } of fields) {
    const before = headers[name];
    headers[name] = before === undefined ? value : `${before}, ${value}`;
  }
  return headers;
}
