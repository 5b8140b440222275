/** A run that cannot begin or end well, said in one line: what is wrong and what to do. Shown without a stack trace. */
export class Refusal extends Error {
  override readonly name = 'Refusal';

  constructor(line: string) {
    super(line);
    this.stack = line;
  }
}
