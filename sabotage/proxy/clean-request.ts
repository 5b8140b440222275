import { METHODS } from 'node:http';

const REQUEST_LINE = /^([A-Z-]+) ([!-~]+) HTTP\/1\.1\r\n/;
const HEADER_LINES = /^(?:[!#$%&'*+.^_`|~0-9A-Za-z-]+:[\t\x20-\x7e\x80-\xff]*\r\n)+$/;
/** Below what any server takes; a request whose head is longer is about its length. */
const LONGEST_HEAD = 8 * 1024;
/** CONNECT asks for a tunnel, and is no call. */
const CALLS = new Set(METHODS.filter((method) => method !== 'CONNECT'));

/**
 * Whether the first packet of a connection begins as every reader would begin to read it: a whole head with one host, at most
 * one way to find the body's end, and nothing behind that end. What does not is no call that could be spoiled, and its
 * bytes are for the target alone to judge.
 */
export function isCleanRequest(packet: Buffer): boolean {
  const end = packet.indexOf('\r\n\r\n');
  if (end === -1 || end > LONGEST_HEAD) return false;
  const head = packet.toString('latin1', 0, end + 2);
  const [requestLine = '', method = ''] = REQUEST_LINE.exec(head) ?? [];
  const lines = head.slice(requestLine.length);
  if (!CALLS.has(method) || !HEADER_LINES.test(lines)) return false;
  const [hosts, lengths, codings, expectations] = [
    'host',
    'content-length',
    'transfer-encoding',
    'expect',
  ].map((name) => valuesOf(lines, name));
  if (hosts?.length !== 1 || expectations?.length !== 0) return false;
  const body = packet.subarray(end + 4);
  if (codings?.length === 1) return lengths?.length === 0 && codings[0] === 'chunked' && areCleanChunks(body);
  if (codings?.length !== 0 || lengths === undefined || lengths.length > 1) return false;
  const [length = '0'] = lengths;
  return /^\d{1,15}$/.test(length) && body.length <= Number(length);
}

function valuesOf(lines: string, name: string): string[] {
  return lines
    .split('\r\n')
    .filter((line) => line.slice(0, line.indexOf(':')).toLowerCase() === name)
    .map((line) => line.slice(line.indexOf(':') + 1).trim());
}

/** Whether as much of a chunked body as has come is well-formed and ends where the packet does. */
function areCleanChunks(body: Buffer): boolean {
  for (let at = 0; at < body.length;) {
    const [line, digits = ''] = /^([0-9a-fA-F]{1,8})\r\n/.exec(body.toString('latin1', at, at + 10)) ?? [];
    if (line === undefined) return false;
    const size = Number.parseInt(digits, 16);
    const next = at + line.length + size;
    if (size === 0) return body.toString('latin1', next) === '\r\n';
    if (next >= body.length) return true;
    if (body.toString('latin1', next, next + 2) !== '\r\n') return false;
    at = next + 2;
  }
  return true;
}
