import { pino, type Logger } from 'pino';

export type { Logger } from 'pino';

/**
 * The log of one process: JSON lines on a file descriptor: stderr, which
 * the launcher points at the log file. Written
 * synchronously, so that the last lines of a dying process are not lost.
 */
export function createLogger(process_: 'launcher' | 'control' | 'compute', level: string, fd = 2): Logger {
  return pino(
    {
      level,
      base: { process: process_, pid: process.pid },
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
    },
    pino.destination({ dest: fd, sync: true }),
  );
}
