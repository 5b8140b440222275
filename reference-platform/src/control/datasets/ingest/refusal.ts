/** A file that is not taken. Nothing of it is kept; the caller gets 422 with this pointer and detail. */
export class UploadRefusal extends Error {
  readonly pointer: string;
  readonly detail: string;

  constructor(pointer: '/file' | '/labelColumn' | '/timeColumn', detail: string) {
    super(detail);
    this.name = 'UploadRefusal';
    this.pointer = pointer;
    this.detail = detail;
  }
}

/** A fault of the file itself, at a line (1 = the first of the file). */
export function fileFault(line: number, fault: string): UploadRefusal {
  return new UploadRefusal('/file', `line ${line}: ${fault}`);
}
