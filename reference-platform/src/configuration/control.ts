import { z } from 'zod';
import type { Plan } from '../http/principal.ts';
import { mailRouteFrom, type MailRoute } from './mail.ts';
import { operatorFrom } from './operator.ts';
import { parseEnvironment } from './parse.ts';
import { controlVariables, planeVariables, wholeNumber } from './variables.ts';

/** All that the control plane is told from outside. Sizes in bytes, times in seconds, rates a minute. */
export interface ControlConfiguration {
  logLevel: string;
  host: string;
  port: number;
  /** The URL that users see; null = `http://host:port`. Decides on `Secure` cookies and stands in links of mails. */
  publicUrl: string | null;
  databaseUrl: string;
  dataDirectory: string;
  webDirectory: string;
  boundarySecret: string;
  operator: { email: string; password: string } | null;
  loginRatePerMinute: number;
  planRates: Readonly<Record<Plan, number>>;
  /** Bytes of uploads and models that belong to a plan. */
  planStorage: Readonly<Record<Plan, number>>;
  maxUploadBytes: number;
  accessTokenTtlSeconds: number;
  refreshTokenTtlSeconds: number;
  trustedProxies: readonly string[];
  /** The time that a request has to arrive, in milliseconds. */
  requestGraceMs: number;
  /** The time that a WebSocket has to show a sign of life, in milliseconds. */
  livePingMs: number;
  /** Webhooks: addresses off the public internet that may be delivered to, the time of one try, the wait before the second. */
  webhooks: { allowedAddresses: readonly string[]; timeoutMs: number; retryMs: number };
  mail: MailRoute;
}

const schema = controlVariables.extend(planeVariables.shape).extend({
  CONTROL_HOST: z.string().min(1),
  CONTROL_PORT: wholeNumber(0, 65_535),
  WEB_DIRECTORY: z.string().min(1),
});

/** Reads the control plane's environment. Throws a ConfigurationError. */
export function readControlConfiguration(): ControlConfiguration {
  const variables = parseEnvironment(schema, process.env);
  return {
    logLevel: variables.LOG_LEVEL,
    host: variables.CONTROL_HOST,
    port: variables.CONTROL_PORT,
    publicUrl: variables.PUBLIC_URL ?? null,
    databaseUrl: variables.DATABASE_URL,
    dataDirectory: variables.DATA_DIRECTORY,
    webDirectory: variables.WEB_DIRECTORY,
    boundarySecret: variables.BOUNDARY_SECRET,
    operator: operatorFrom(variables.OPERATOR_EMAIL, variables.OPERATOR_PASSWORD),
    loginRatePerMinute: variables.LOGIN_RATE_PER_MINUTE,
    planRates: {
      trial: variables.PLAN_RATE_TRIAL,
      standard: variables.PLAN_RATE_STANDARD,
      enterprise: variables.PLAN_RATE_ENTERPRISE,
    },
    planStorage: {
      trial: variables.PLAN_STORAGE_TRIAL,
      standard: variables.PLAN_STORAGE_STANDARD,
      enterprise: variables.PLAN_STORAGE_ENTERPRISE,
    },
    maxUploadBytes: variables.MAX_UPLOAD_BYTES,
    accessTokenTtlSeconds: variables.ACCESS_TOKEN_TTL_SECONDS,
    refreshTokenTtlSeconds: variables.REFRESH_TOKEN_TTL_SECONDS,
    trustedProxies: variables.TRUSTED_PROXIES,
    requestGraceMs: variables.REQUEST_GRACE_MS,
    livePingMs: variables.LIVE_PING_MS,
    webhooks: {
      allowedAddresses: variables.WEBHOOK_ALLOWED_ADDRESSES,
      timeoutMs: variables.WEBHOOK_TIMEOUT_MS,
      retryMs: variables.WEBHOOK_RETRY_MS,
    },
    mail: mailRouteFrom(variables),
  };
}
