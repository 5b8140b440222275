import type { HttpApplication } from '../../http/kernel.ts';
import type { IdentityServices } from './services.ts';

/** Where users find the web interface. Never what a request says: a Host header would lead a link elsewhere. */
export function publicOrigin(
  app: HttpApplication,
  { configuration }: Pick<IdentityServices, 'configuration'>,
): string {
  if (configuration.publicUrl !== null) return new URL(configuration.publicUrl).origin;
  const listening = app.fastify.server.address();
  if (listening === null || typeof listening === 'string') return 'http://localhost';
  const { address, port } = listening;
  return `http://${address.includes(':') ? `[${address}]` : address}:${port}`;
}
