import type { Exchange } from '../api-clients/http/exchange.ts';
import { type Environment, environment } from '../config/environment.ts';
import { secretsIn } from './in-exchange.ts';
import { SecretRegistry } from './registry.ts';
import { SecretFile } from './secret-file.ts';
import { claimSecretFolder, forgetDeadRuns, secretFolder } from './secret-folder.ts';

const FOLDER = secretFolder(environment.run);

/** The secrets of this run. One for the process: a secret that somebody forgot to hand on would be a leak, so nobody has to. */
export const runSecrets = new SecretRegistry(new SecretFile(FOLDER), environment.run.secret);

/** Registers what an exchange shows of credentials. */
export function registerSecretsOf(exchange: Exchange): void {
  for (const { kind, value } of secretsIn(exchange)) runSecrets.register(kind, value);
}

/** Registers what the run was given, and what it made up for itself. Called by the runner, before anything is tested. */
export function registerEnvironment({
  operator,
  databaseUrl,
  baseUrl,
  run,
  otel,
  notify,
}: Environment): void {
  runSecrets.registerAs('run-secret', run.secret);
  if (operator !== null) runSecrets.registerAs('OPERATOR_PASSWORD', operator.password);
  // Whoever knows the address of a webhook can write there.
  for (const [name, address] of Object.entries({
    NOTIFY_SLACK_URL: notify.slackUrl,
    NOTIFY_TEAMS_URL: notify.teamsUrl,
  })) {
    if (address === null) continue;
    const { pathname, search } = new URL(address);
    // That of a receiver on this machine is no more than a word.
    if (pathname.length + search.length >= environment.run.id.length * 2)
      runSecrets.registerAs(name, pathname + search);
  }
  for (const value of Object.values(otel?.headers ?? {}))
    runSecrets.registerAs('OTEL_EXPORTER_OTLP_HEADERS', value.replace(/^\S+ /, ''));
  for (const [name, address] of Object.entries({ DATABASE_URL: databaseUrl, BASE_URL: baseUrl })) {
    if (address === null) continue;
    const { username, password, host } = new URL(address);
    if (password === '') continue;
    // By itself a password such as “postgres” is a word like any other.
    runSecrets.registerAs(name, `${username}:${password}@${host}`);
    if (password.length >= environment.run.id.length * 2)
      runSecrets.registerAs(name, decodeURIComponent(password));
  }
}

/** Has the secrets of the run end with this process, and removes what killed runs have left. */
export function keepSecretsToThisRun(): void {
  forgetDeadRuns();
  claimSecretFolder(FOLDER);
  process.once('exit', () => runSecrets.forgetFile());
}
