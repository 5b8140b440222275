import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Access } from '../../http/declaration.ts';
import type { HttpApplication } from '../../http/kernel.ts';
import type { Resolution } from '../../http/principal.ts';
import { problem } from '../../http/problem.ts';
import { resolveHolder } from '../identity/holder.ts';
import type { IdentityServices } from '../identity/services.ts';
import { closeCodes } from './close-codes.ts';
import { LiveConnection, type LivePrincipal } from './connection.ts';
import { LiveHub } from './hub.ts';
import { connectionsPerPlan } from './limits.ts';
import { LiveRegistry } from './registry.ts';
import { watchRevocations } from './revocation.ts';
import { redeemTicket } from './tickets.ts';
import { acceptUpgrades } from './upgrade.ts';

/** The WebSockets of this process. Channels are declared with `channel`; messages are published to `hub`. */
export interface Live {
  hub: LiveHub;
  /** Path templates of the channels, as `HttpApplication.routes` has them of operations. */
  channels: Map<string, Set<string>>;
  /** The URL that users see, whose pages may open channels. */
  publicUrl: string | null;
  /** 426 or 400 unless the request is a WebSocket handshake. */
  requireUpgrade(request: FastifyRequest): void;
  /** Spends the ticket in the query on a path below `/api/v1`. */
  resolutionOf(request: FastifyRequest, path: string): Promise<Resolution>;
  /** Completes the handshake. Throws 429 when the tenant has as many connections as its plan allows. */
  open(
    request: FastifyRequest,
    reply: FastifyReply,
    principal: LivePrincipal,
    access: Exclude<Access, 'anonymous'>,
  ): LiveConnection;
  /** Runs what a channel does with an open connection; a failure closes it. */
  run(connection: LiveConnection, work: () => Promise<void>): void;
}

/** How long clients may take to take leave when the platform stops: well within the plane's grace. */
const farewellMs = 1_000;
const retryAfterSeconds = 10;

function ticketOf(query: unknown): string | null {
  if (query === null || typeof query !== 'object' || !('ticket' in query)) return null;
  return typeof query.ticket === 'string' ? query.ticket : null;
}

/** Opens the WebSocket side of the application; each client is pinged every `pingEveryMs`. Call before domains declare their channels. */
export async function openLive(
  app: HttpApplication,
  identity: IdentityServices,
  { pingEveryMs }: { pingEveryMs: number },
): Promise<Live> {
  const { database, logger, metrics } = app.services;
  const upgrades = acceptUpgrades(app.fastify);
  const registry = new LiveRegistry(metrics, (credential) => resolveHolder(identity, credential));
  const revocations = await watchRevocations(database, registry, logger);
  // Who has not answered by the next time is gone.
  const heartbeat = setInterval(() => registry.all().forEach((each) => each.ping()), pingEveryMs);
  let isStopping = false;

  app.fastify.addHook('preClose', async () => {
    isStopping = true;
    clearInterval(heartbeat);
    await revocations.stop();
    for (const connection of registry.all()) {
      connection.close(closeCodes.restart, 'The platform restarts: connect again.', farewellMs);
    }
  });

  return {
    hub: new LiveHub(),
    channels: new Map(),
    publicUrl: identity.configuration.publicUrl,
    requireUpgrade(request) {
      if (isStopping) throw problem.unavailable(1);
      upgrades.require(request.raw);
    },
    async resolutionOf(request, path) {
      const ticket = ticketOf(request.query);
      return ticket === null ? { outcome: 'none' } : redeemTicket(identity, ticket, path);
    },
    open(request, reply, principal, access) {
      if (isStopping) throw problem.unavailable(1);
      if (registry.countOf(principal.tenantId) >= connectionsPerPlan[principal.plan]) {
        throw problem.rateLimited(retryAfterSeconds);
      }
      reply.hijack();
      const connection = new LiveConnection(upgrades.complete(request.raw), principal);
      registry.add(connection, access);
      return connection;
    },
    run(connection, work) {
      const { credential } = connection.principal;
      // Word of a revocation between the look at the rights and now would have found no connection.
      void registry
        .recheck((principal) => principal.credential.id === credential.id)
        .then(work)
        .catch((error: unknown) => {
          logger.error({ err: error }, 'a channel failed');
          connection.close(closeCodes.fault, 'A fault of the platform.');
        });
    },
  };
}
