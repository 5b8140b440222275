/** A frame of a WebSocket (RFC 6455) as the target sends it: not masked. */
export interface Frame {
  /** 1 text, 2 binary, 8 close, 9 ping, 10 pong. */
  opcode: number;
  /** As it came over the wire. */
  raw: Buffer;
  payload: Buffer;
}

/** Cuts a stream of bytes into frames; what is not yet whole waits for the rest. */
export class FrameReader {
  #rest: Buffer = Buffer.alloc(0);

  read(chunk: Buffer): Frame[] {
    this.#rest = this.#rest.length === 0 ? chunk : Buffer.concat([this.#rest, chunk]);
    const frames: Frame[] = [];
    for (let frame = this.#next(); frame !== null; frame = this.#next()) frames.push(frame);
    return frames;
  }

  #next(): Frame | null {
    const [first, second] = this.#rest;
    if (first === undefined || second === undefined) return null;
    const short = second & 0x7f;
    const lengthBytes = short === 126 ? 2 : short === 127 ? 8 : 0;
    const start = 2 + lengthBytes;
    if (this.#rest.length < start) return null;
    const length =
      short === 126
        ? this.#rest.readUInt16BE(2)
        : short === 127
          ? Number(this.#rest.readBigUInt64BE(2))
          : short;
    if (this.#rest.length < start + length) return null;
    const raw = this.#rest.subarray(0, start + length);
    this.#rest = this.#rest.subarray(start + length);
    return { opcode: first & 0x0f, raw, payload: raw.subarray(start) };
  }
}

/** A text frame of a server. */
export function textFrame(text: string): Buffer {
  const payload = Buffer.from(text);
  if (payload.length < 126) return Buffer.concat([Buffer.from([0x81, payload.length]), payload]);
  const isLong = payload.length > 0xffff;
  const header = Buffer.alloc(isLong ? 10 : 4);
  header.writeUInt16BE(isLong ? 0x817f : 0x817e, 0);
  if (isLong) header.writeBigUInt64BE(BigInt(payload.length), 2);
  else header.writeUInt16BE(payload.length, 2);
  return Buffer.concat([header, payload]);
}
