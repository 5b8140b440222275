import { isUtf8 } from 'node:buffer';
import { fileFault } from './refusal.ts';

/** The most that one record may take, so that an unclosed quote or a missing line break cannot fill the memory. */
export const MAX_RECORD_BYTES = 256 * 1024;

const LF = 0x0a;
const BYTE_ORDER_MARK = [0xef, 0xbb, 0xbf];

/**
 * Holds what came of a text file but is not read yet: the unfinished record and the newest chunk. Each byte is
 * checked to be UTF-8 and not NUL before the reader sees it.
 */
export class LineBuffer {
  /** Only the first `length` bytes mean anything. The reader may change them. */
  bytes: Buffer = Buffer.allocUnsafe(2 * MAX_RECORD_BYTES);
  length = 0;
  /** The line of the file on which the buffer begins, from 1. */
  line = 1;
  #checked = 0;
  #atStart = true;

  /** Adds a chunk; `final` with the last one (which may be empty). */
  add(chunk: Uint8Array, final: boolean): void {
    if (this.length + chunk.length > this.bytes.length) {
      const larger = Buffer.allocUnsafe(2 * (this.length + chunk.length));
      larger.set(this.bytes.subarray(0, this.length));
      this.bytes = larger;
    }
    this.bytes.set(chunk, this.length);
    this.length += chunk.length;
    if (this.#atStart && (this.length >= BYTE_ORDER_MARK.length || final)) {
      this.#atStart = false;
      if (BYTE_ORDER_MARK.every((byte, at) => this.length > at && this.bytes[at] === byte)) {
        this.consume(BYTE_ORDER_MARK.length, 0);
      }
    }
    this.#check(final);
  }

  /** Drops `count` bytes from the front, which hold `lines` line breaks. */
  consume(count: number, lines: number): void {
    this.bytes.copyWithin(0, count, this.length);
    this.length -= count;
    this.#checked = Math.max(0, this.#checked - count);
    this.line += lines;
  }

  /** Refuses the file when what is left unread is longer than a record may be. */
  refuseLongRecord(): void {
    if (this.length > MAX_RECORD_BYTES) {
      throw fileFault(
        this.line,
        `a record is longer than ${MAX_RECORD_BYTES} bytes, or a quote is not closed`,
      );
    }
  }

  #check(final: boolean): void {
    // Up to the last line break only: a chunk may end in the middle of a character, a line does not.
    const end = final ? this.length : this.bytes.subarray(0, this.length).lastIndexOf(LF) + 1;
    if (end <= this.#checked) return;
    const fresh = this.bytes.subarray(this.#checked, end);
    const nul = fresh.indexOf(0);
    if (nul !== -1) throw fileFault(this.#lineAt(this.#checked + nul), 'a NUL byte');
    if (!isUtf8(fresh)) throw fileFault(this.#lineOfBadText(end), 'not UTF-8 text');
    this.#checked = end;
  }

  #lineAt(position: number): number {
    let line = this.line;
    for (let at = this.bytes.indexOf(LF); at !== -1 && at < position; at = this.bytes.indexOf(LF, at + 1))
      line += 1;
    return line;
  }

  #lineOfBadText(end: number): number {
    let start = this.#checked;
    while (start < end) {
      const found = this.bytes.indexOf(LF, start);
      const stop = found === -1 || found >= end ? end : found + 1;
      if (!isUtf8(this.bytes.subarray(start, stop))) break;
      start = stop;
    }
    return this.#lineAt(start);
  }
}
