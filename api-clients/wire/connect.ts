import { once } from 'node:events';
import net from 'node:net';
import tls from 'node:tls';

/** Connects to the target at `baseUrl` (its origin), by TLS where that is https. Throws when nobody listens there. */
export async function connectTo(baseUrl: string): Promise<net.Socket> {
  const { protocol, hostname, port } = new URL(baseUrl);
  const secure = protocol === 'https:';
  const host = hostname.replace(/^\[|\]$/g, '');
  const place = { host, port: Number(port || (secure ? 443 : 80)) };
  const socket = secure ? tls.connect({ ...place, servername: host }) : net.connect(place);
  await once(socket, secure ? 'secureConnect' : 'connect');
  return socket;
}
