/** Milliseconds between two bytes. */
const PAUSE_MS = 200;

/** A connection of which the target decides when it ends. */
interface Dripped {
  readonly ended: boolean;
  write(bytes: string): void;
}

/** Sends the first bytes at once and then one now and then, for as long as the target keeps the connection open. */
export function drip(connection: Dripped, first: string, thenAgainAndAgain: string): void {
  connection.write(first);
  const timer = setInterval(() => {
    if (connection.ended) clearInterval(timer);
    else connection.write(thenAgainAndAgain);
  }, PAUSE_MS);
}
