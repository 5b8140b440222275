import { runSecrets } from '../../secrets/run-secrets.ts';

/**
 * Has a stream of this process write nothing secret, whoever writes: reporters are handed the output of tests in pieces that
 * nobody can change for them.
 */
export function guardConsole(stream: NodeJS.WriteStream): void {
  const write = stream.write.bind(stream);
  const guarded = (chunk: unknown, ...rest: unknown[]): unknown => {
    runSecrets.gather();
    return Reflect.apply(write, stream, [redacted(chunk), ...rest]);
  };
  Object.assign(stream, { write: guarded });
}

function redacted(chunk: unknown): unknown {
  if (typeof chunk === 'string') return runSecrets.redact(chunk);
  return Buffer.isBuffer(chunk) ? runSecrets.redactor.bytes(chunk) : chunk;
}
