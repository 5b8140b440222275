import { LineBuffer } from './line-buffer.ts';
import { fileFault } from './refusal.ts';

const LF = 0x0a;

/** Reads JSON lines (one object a line, UTF-8) as they arrive, without holding more than one line. */
export class JsonLinesReader {
  readonly #buffer = new LineBuffer();
  readonly #onObject: (object: ReadonlyMap<string, unknown>, line: number) => void;

  constructor(onObject: (object: ReadonlyMap<string, unknown>, line: number) => void) {
    this.#onObject = onObject;
  }

  /** Takes the next chunk and hands on each line that is whole by now. */
  push(chunk: Uint8Array): void {
    this.#read(chunk, false);
  }

  /** Ends the file: its last line needs no line break. */
  end(): void {
    this.#read(new Uint8Array(0), true);
  }

  #read(chunk: Uint8Array, final: boolean): void {
    const buffer = this.#buffer;
    buffer.add(chunk, final);
    let at = 0;
    let lines = 0;
    while (at < buffer.length) {
      const found = buffer.bytes.indexOf(LF, at);
      const whole = found !== -1 && found < buffer.length;
      if (!whole && !final) break;
      const end = whole ? found : buffer.length;
      const line = buffer.line + lines;
      this.#onObject(parse(buffer.bytes.toString('utf8', at, end), line), line);
      at = whole ? end + 1 : end;
      lines += 1;
    }
    buffer.consume(at, lines);
    buffer.refuseLongRecord();
  }
}

function parse(text: string, line: number): ReadonlyMap<string, unknown> {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw fileFault(line, 'not JSON');
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw fileFault(line, 'no JSON object');
  return new Map<string, unknown>(Object.entries(value));
}
