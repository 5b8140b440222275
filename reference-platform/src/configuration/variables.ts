import { isIP } from 'node:net';
import path from 'node:path';
import { z } from 'zod';

/** A whole number of at least `minimum`, given as text. */
export function wholeNumber(minimum: number, maximum = Number.MAX_SAFE_INTEGER) {
  const message = `must be a whole number from ${minimum} to ${maximum}`;
  return z
    .string()
    .regex(/^\d{1,16}$/, message)
    .transform(Number)
    .refine((value) => value >= minimum && value <= maximum, message);
}

function isAddressOrBlock(text: string): boolean {
  const [address = '', bits, ...rest] = text.split('/');
  const family = isIP(address);
  if (family === 0 || rest.length > 0) return false;
  return bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= (family === 4 ? 32 : 128));
}

const addressList = z
  .string()
  .default('')
  .transform((text) =>
    text
      .split(',')
      .map((part) => part.trim())
      .filter(Boolean),
  )
  .refine(
    (list) => list.every(isAddressOrBlock),
    'must be a comma-separated list of IP addresses or CIDR blocks',
  );

/** PostgreSQL's connection string. */
export const databaseUrl = z
  .string()
  .refine(
    (text) => URL.canParse(text) && ['postgres:', 'postgresql:'].includes(new URL(text).protocol),
    'must be a PostgreSQL connection string (postgresql://user:password@host:port/database)',
  );

/** What both planes and the launcher know. */
export const commonVariables = z.object({
  LOG_LEVEL: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent']).default('info'),
});

const gibibyte = 1024 ** 3;

/** What whoever runs the platform may set for the control plane. */
export const controlVariables = commonVariables.extend({
  OPERATOR_EMAIL: z.email('must be an e-mail address').optional(),
  OPERATOR_PASSWORD: z.string().min(12, 'must have at least 12 characters').max(128).optional(),
  LOGIN_RATE_PER_MINUTE: wholeNumber(1).default(600),
  PLAN_RATE_TRIAL: wholeNumber(1).default(120),
  PLAN_RATE_STANDARD: wholeNumber(1).default(6_000),
  PLAN_RATE_ENTERPRISE: wholeNumber(1).default(60_000),
  PLAN_STORAGE_TRIAL: wholeNumber(1).default(5 * gibibyte),
  PLAN_STORAGE_STANDARD: wholeNumber(1).default(100 * gibibyte),
  PLAN_STORAGE_ENTERPRISE: wholeNumber(1).default(1024 * gibibyte),
  MAX_UPLOAD_BYTES: wholeNumber(1).default(gibibyte),
  ACCESS_TOKEN_TTL_SECONDS: wholeNumber(1, 86_400).default(900),
  REFRESH_TOKEN_TTL_SECONDS: wholeNumber(1).default(30 * 86_400),
  REQUEST_GRACE_MS: wholeNumber(100, 600_000).default(20_000),
  LIVE_PING_MS: wholeNumber(1_000, 600_000).default(20_000),
  TRUSTED_PROXIES: addressList,
  WEBHOOK_ALLOWED_ADDRESSES: addressList,
  WEBHOOK_TIMEOUT_MS: wholeNumber(100, 30_000).default(5_000),
  WEBHOOK_RETRY_MS: wholeNumber(10, 600_000).default(1_000),
  SMTP_URL: z.url({ protocol: /^smtps?$/, message: 'must be an smtp or smtps URL' }).optional(),
  MAIL_FROM: z.email('must be an e-mail address').optional(),
  MAIL_FOLDER: z
    .string()
    .refine((folder) => path.isAbsolute(folder), 'must be an absolute path')
    .optional(),
  PUBLIC_URL: z.url({ protocol: /^https?$/, message: 'must be an http or https URL' }).optional(),
});

/** What whoever runs the platform may set for the compute plane. */
export const computeVariables = commonVariables.extend({
  COMPUTE_THREADS: wholeNumber(1, 64).optional(),
});

/** What the launcher tells each plane. */
export const planeVariables = z.object({
  DATABASE_URL: databaseUrl,
  DATA_DIRECTORY: z.string().min(1),
  BOUNDARY_SECRET: z.string().min(32),
});
