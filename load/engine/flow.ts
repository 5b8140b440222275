/**
 * What one arrival does, `arrival` being its number in the plan and `phase` the index of its phase. It resolves when the answer has come and was the right one, and
 * throws otherwise: `UnexpectedAnswer` for an answer of the wrong status or content, anything else for a broken connection.
 */
export type Flow = (arrival: number, phase: number) => Promise<void>;

/** An answer that came, but not the one that the flow needs: an error however fast it was. */
export class UnexpectedAnswer extends Error {
  override readonly name = 'UnexpectedAnswer';
}
