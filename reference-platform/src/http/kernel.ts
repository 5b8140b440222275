import type { FastifyInstance, FastifyReply } from 'fastify';
import type { Database } from '../database/database.ts';
import type { Logger } from '../telemetry/logger.ts';
import type { Metrics } from '../telemetry/metrics.ts';
import type { AuditTrail } from './audit-trail.ts';
import type { CredentialResolver, Plan } from './principal.ts';
import type { RateLimiter } from './rate-limit.ts';

/** Requests per minute. */
export interface RateLimits {
  perPlan: Readonly<Record<Plan, number>>;
  perAddress: number;
}

/** What the HTTP kernel stands on. */
export interface KernelServices {
  database: Database;
  audit: AuditTrail;
  credentials: CredentialResolver;
  logger: Logger;
  metrics: Metrics;
  limits: RateLimits;
  tenantLimiter: RateLimiter;
  addressLimiter: RateLimiter;
  /** The URL that users see; null where nobody has said it. */
  publicUrl: string | null;
  /** The time that a request has to arrive, in milliseconds; a large body earns more. */
  requestGraceMs: number;
  /** Addresses or CIDR blocks whose `X-Forwarded-For` is believed. */
  trustedProxies: readonly string[];
}

/** The control plane's HTTP application, on which `operation` declares. */
export interface HttpApplication {
  fastify: FastifyInstance;
  services: KernelServices;
  /** Path templates with the methods that exist there, for 405. */
  routes: Map<string, Set<string>>;
  /** Answers GET of an unknown path outside `/api/` with the web interface's page; null where none is built. */
  pageFallback: ((reply: FastifyReply, pathname: string) => FastifyReply) | null;
}
