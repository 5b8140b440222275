import { z } from 'zod';
import { mailRouteFrom } from './mail.ts';
import { operatorFrom } from './operator.ts';
import { parseEnvironment } from './parse.ts';
import { commonVariables, computeVariables, controlVariables, databaseUrl } from './variables.ts';

/** What the launcher is told by the environment. */
export interface LauncherEnvironment {
  logLevel: string;
  /** Somebody else's PostgreSQL, or null for the embedded one. */
  databaseUrl: string | null;
  /** Whether mails go anywhere. */
  sendsMail: boolean;
  /** The whole environment, for the planes and PostgreSQL to inherit. */
  inherited: Readonly<NodeJS.ProcessEnv>;
}

/** Reads and checks all variables, those of the planes too, so that a mistake shows before anything is started. */
export function readLauncherEnvironment(): LauncherEnvironment {
  const schema = z
    .object({ DATABASE_URL: databaseUrl.optional() })
    .extend(commonVariables.shape)
    .extend(controlVariables.shape)
    .extend(computeVariables.shape);
  const variables = parseEnvironment(schema, process.env);
  operatorFrom(variables.OPERATOR_EMAIL, variables.OPERATOR_PASSWORD);
  return {
    logLevel: variables.LOG_LEVEL,
    databaseUrl: variables.DATABASE_URL ?? null,
    sendsMail: mailRouteFrom(variables) !== null,
    inherited: { ...process.env },
  };
}
