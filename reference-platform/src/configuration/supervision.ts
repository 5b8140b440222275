import { z } from 'zod';
import { parseEnvironment } from './parse.ts';

/** What a plane has to clean up when the launcher has died without doing so. */
export interface Inheritance {
  /** The embedded server's data folder, or null when the database is somebody else's. */
  postgresDirectory: string | null;
  /** The folder to remove, or null when the data are to be kept. */
  temporaryDirectory: string | null;
}

const schema = z.object({
  POSTGRES_DIRECTORY: z.string().optional(),
  TEMPORARY_DIRECTORY: z.string().optional(),
});

/** Reads what the launcher leaves to the plane. */
export function readInheritance(): Inheritance {
  const variables = parseEnvironment(schema, process.env);
  return {
    postgresDirectory: variables.POSTGRES_DIRECTORY ?? null,
    temporaryDirectory: variables.TEMPORARY_DIRECTORY ?? null,
  };
}
