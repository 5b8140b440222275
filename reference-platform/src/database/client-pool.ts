import type { PostgresPool, PostgresPoolClient } from 'kysely';
import type pg from 'pg';

/** A statement is prepared from this execution on: what is asked once or twice is not worth keeping. */
const PREPARED_FROM = 3;
/** Longer statements are bulk inserts, of as many texts as there are numbers of rows. */
const LONGEST_PREPARED = 3_000;
/** The most statements that are kept: each connection keeps them all. */
const MOST_PREPARED = 400;

/** The names of the statements that are asked again and again. */
class StatementNames {
  readonly #executions = new Map<string, number>();
  readonly #names = new Map<string, string>();

  /** The name to prepare a statement under; undefined while it is not worth it. */
  of(text: string): string | undefined {
    const known = this.#names.get(text);
    if (known !== undefined) return known;
    if (text.length > LONGEST_PREPARED || this.#names.size >= MOST_PREPARED) return undefined;
    const executions = (this.#executions.get(text) ?? 0) + 1;
    if (executions < PREPARED_FROM) {
      // So that texts that never come again cannot pile up.
      if (this.#executions.size >= 4 * MOST_PREPARED) this.#executions.clear();
      this.#executions.set(text, executions);
      return undefined;
    }
    this.#executions.delete(text);
    const name = `s${this.#names.size}`;
    this.#names.set(text, name);
    return name;
  }
}

/**
 * A pool as Kysely uses it. What is asked often is prepared, so that the server parses and plans it once; and what a
 * client is asked first after it was taken goes out in one packet, so that a transaction's begin costs no round trip.
 */
export function preparingPool(pool: pg.Pool): PostgresPool {
  const names = new StatementNames();
  const known = new WeakMap<pg.PoolClient, PostgresPoolClient>();
  const preparing = (client: pg.PoolClient): PostgresPoolClient => {
    const query = (text: string, values: readonly unknown[] = []): Promise<unknown> => {
      if (values.length === 0) return client.query(text);
      const name = names.of(text);
      return client.query({ text, values: [...values], ...(name === undefined ? {} : { name }) });
    };
    return { query: query as PostgresPoolClient['query'], release: () => client.release() };
  };
  return {
    async connect() {
      const client = await pool.connect();
      const { stream } = client.connection;
      stream.cork();
      setImmediate(() => stream.uncork());
      const wrapped = known.get(client) ?? preparing(client);
      known.set(client, wrapped);
      return wrapped;
    },
    end: () => pool.end(),
  };
}
