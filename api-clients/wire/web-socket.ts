import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import type { Socket } from 'node:net';
import { connectTo } from './connect.ts';

/** Opcodes of RFC 6455, 5.2. */
export const OPCODE = {
  continuation: 0x0,
  text: 0x1,
  binary: 0x2,
  close: 0x8,
  ping: 0x9,
  pong: 0xa,
} as const;

export interface FrameOptions {
  opcode: number;
  payload?: string | Buffer;
  /** Whether the frame ends its message. */
  final?: boolean;
  /** Clients must mask; a server refuses those that do not. */
  masked?: boolean;
  /** Reserved bits, 1 to 7; the first says “compressed” where that was agreed. */
  reserved?: number;
  /** The length that the frame claims to have, where it is not the payload's. */
  claimedLength?: bigint;
}

/** The bytes of one frame, rightly made or not. */
export function frame({
  opcode,
  payload = '',
  final = true,
  masked = true,
  reserved = 0,
  claimedLength,
}: FrameOptions): Buffer {
  const data = Buffer.from(payload);
  const length = claimedLength ?? BigInt(data.length);
  const first = (final ? 0x80 : 0) | (reserved << 4) | opcode;
  const mask = masked ? randomBytes(4) : Buffer.alloc(0);
  const body = masked ? Buffer.from(data.map((byte, index) => byte ^ (mask[index % 4] ?? 0))) : data;
  return Buffer.concat([Buffer.from([first]), lengthBytes(length, masked ? 0x80 : 0), mask, body]);
}

function lengthBytes(length: bigint, maskBit: number): Buffer {
  if (length < 126n) return Buffer.from([maskBit | Number(length)]);
  if (length < 65_536n) {
    const short = Buffer.from([maskBit | 126, 0, 0]);
    short.writeUInt16BE(Number(length), 1);
    return short;
  }
  const long = Buffer.alloc(9);
  long[0] = maskBit | 127;
  long.writeBigUInt64BE(length, 1);
  return long;
}

/** A frame that the target sent. */
interface Received {
  opcode: number;
  payload: Buffer;
}

/** An open WebSocket without a library on this side: it answers nothing by itself. */
export class WireSocket {
  /** Resolves with the close code once the target has ended the connection; 1006 where it said none. */
  readonly closing: Promise<number>;
  /** Headers of the answer to the handshake. */
  readonly handshake: string;
  readonly #socket: Socket;
  #pending: Buffer;
  readonly #received: Received[] = [];

  constructor(socket: Socket, handshake: string, rest: Buffer) {
    this.#socket = socket;
    this.handshake = handshake;
    this.#pending = rest;
    this.#take();
    socket.on('data', (chunk: Buffer) => {
      this.#pending = Buffer.concat([this.#pending, chunk]);
      this.#take();
    });
    socket.on('error', () => undefined);
    this.closing = once(socket, 'close').then(() => this.#closeCode());
    // A target that has said goodbye waits for the other side to hang up.
    socket.once('end', () => socket.destroy());
  }

  /** Writes bytes. A connection that the target has ended meanwhile takes them in silence. */
  write(bytes: Buffer): void {
    if (!this.#socket.destroyed) this.#socket.write(bytes);
  }

  /** How many frames of that opcode have come. */
  count(opcode: number): number {
    return this.#received.filter((each) => each.opcode === opcode).length;
  }

  /** Ends the connection at once. */
  close(): Promise<void> {
    this.#socket.destroy();
    return Promise.resolve();
  }

  #take(): void {
    for (;;) {
      const read = readFrame(this.#pending);
      if (read === null) return;
      this.#received.push(read.received);
      this.#pending = read.rest;
      // Nothing follows a close frame: hanging up is the answer to it.
      if (read.received.opcode === OPCODE.close) this.#socket.end();
    }
  }

  #closeCode(): number {
    const last = this.#received.find(({ opcode }) => opcode === OPCODE.close);
    return last !== undefined && last.payload.length >= 2 ? last.payload.readUInt16BE(0) : 1006;
  }
}

function readFrame(bytes: Buffer): { received: Received; rest: Buffer } | null {
  const [first, second] = bytes;
  if (first === undefined || second === undefined) return null;
  const short = second & 0x7f;
  const extra = short === 126 ? 2 : short === 127 ? 8 : 0;
  const start = 2 + extra;
  if (bytes.length < start) return null;
  const length = extra === 0 ? short : extra === 2 ? bytes.readUInt16BE(2) : Number(bytes.readBigUInt64BE(2));
  if (bytes.length < start + length) return null;
  return {
    received: { opcode: first & 0x0f, payload: bytes.subarray(start, start + length) },
    rest: bytes.subarray(start + length),
  };
}

/** Asks the target at `baseUrl` for a WebSocket and gives it once it is open. Throws when it is refused. */
export async function openSocket(
  baseUrl: string,
  path: string,
  headers: Record<string, string> = {},
): Promise<WireSocket> {
  const { host } = new URL(baseUrl);
  const socket = await connectTo(baseUrl);
  const key = randomBytes(16).toString('base64');
  socket.write(
    [
      `GET ${path} HTTP/1.1`,
      `Host: ${host}`,
      'Connection: Upgrade',
      'Upgrade: websocket',
      'Sec-WebSocket-Version: 13',
      'Sec-WebSocket-Extensions: permessage-deflate; client_max_window_bits',
      `Sec-WebSocket-Key: ${key}`,
      ...Object.entries(headers).map(([name, value]) => `${name}: ${value}`),
      '\r\n',
    ].join('\r\n'),
  );
  let received = Buffer.alloc(0);
  return new Promise((resolve, reject) => {
    const gone = () => reject(new Error('the target ended the connection during the handshake'));
    const read = (chunk: Buffer) => {
      received = Buffer.concat([received, chunk]);
      const end = received.indexOf('\r\n\r\n');
      if (end < 0) return;
      socket.off('data', read).off('error', reject).off('close', gone);
      const handshake = received.subarray(0, end).toString('latin1');
      if (handshake.startsWith('HTTP/1.1 101')) {
        resolve(new WireSocket(socket, handshake, received.subarray(end + 4)));
        return;
      }
      socket.destroy();
      const [status = ''] = handshake.split('\r\n', 1);
      reject(new Error(`${path.split('?', 1)[0] ?? ''} → ${status}`));
    };
    socket.on('data', read).once('error', reject).once('close', gone);
  });
}
