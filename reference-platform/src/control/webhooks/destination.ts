import { lookup } from 'node:dns/promises';
import { isIP } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import type { AddressPolicy } from './address-policy.ts';

/** Where a delivery goes: the URL as it was checked, and the address that its host stands for at this moment. */
export interface Destination {
  url: URL;
  address: string;
  family: 4 | 6;
}

/** Finds all addresses of a host name. */
export type Resolve = (host: string) => Promise<readonly { address: string }[]>;

/** A URL that no delivery goes to; its message is for the webhook's owner and tells nothing of the platform's network. */
export class RefusedDestination extends Error {
  override readonly name = 'RefusedDestination';
}

/** A host name that has no address at the moment: worth another try. */
export class UnresolvedDestination extends Error {
  override readonly name = 'UnresolvedDestination';
}

const longestUrl = 2_000;
const lookupMs = 2_000;
const standardPorts = new Set(['', '80', '443']);
const firstFreePort = 1_024;

// Ports from 1024 on where databases, caches, queues and remote shells listen, which take what looks like HTTP amiss.
const servicePorts = new Set([
  1433, 1521, 2049, 2375, 2376, 2379, 3306, 3389, 5432, 5672, 5900, 6379, 9042, 9092, 9200, 9300, 11211,
  27017,
]);

// Names that stand for the machine itself or for a private network, by RFC 6761, RFC 6762 and the clouds' custom.
const privateName = /(^|\.)(localhost|local|internal|intranet|lan|home|corp|home\.arpa)\.?$/;

/** The host of a URL without the brackets of IPv6. URL has turned every spelling of IPv4 into four decimals. */
function hostOf(url: URL): string {
  return url.hostname.replace(/^\[(.*)\]$/, '$1');
}

/**
 * Reads the URL of a webhook and checks what can be known without a look-up. Throws a RefusedDestination: not http or
 * https, with credentials, on a port of another service (all below 1024 but 80 and 443, and those of databases), a private
 * name, or an address that is refused.
 */
export function readDestination(text: string, allows: AddressPolicy): URL {
  if (text.length > longestUrl) throw new RefusedDestination(`A URL of at most ${longestUrl} characters`);
  if (!URL.canParse(text)) throw new RefusedDestination('Not a URL');
  const url = new URL(text);
  if (url.protocol !== 'http:' && url.protocol !== 'https:')
    throw new RefusedDestination('Only http and https');
  if (url.username !== '' || url.password !== '')
    throw new RefusedDestination('A URL must not carry credentials');
  if (url.hash !== '') throw new RefusedDestination('A URL must not have a fragment');
  if (!standardPorts.has(url.port) && Number(url.port) < firstFreePort)
    throw new RefusedDestination('Only the ports 80, 443 and those from 1024 on');
  if (servicePorts.has(Number(url.port)))
    throw new RefusedDestination('Not the port of a database or another service');
  const host = hostOf(url);
  const literal = isIP(host) !== 0;
  const refused = literal ? !allows(host) : privateName.test(host) || !host.includes('.');
  if (refused) throw new RefusedDestination('This host is not on the public internet');
  return url;
}

/**
 * Reads a URL and looks up its host. Throws a RefusedDestination also when any of the host's addresses is refused, and
 * an UnresolvedDestination when it has none. Connect to the address that is given, not to the name: what the name stands
 * for may change between two look-ups.
 */
export async function resolveDestination(
  text: string,
  allows: AddressPolicy,
  resolve: Resolve = (host) => lookup(host, { all: true }),
): Promise<Destination> {
  const url = readDestination(text, allows);
  const host = hostOf(url);
  const found = isIP(host) === 0 ? await addressesOf(host, resolve) : [{ address: host }];
  const [first] = found;
  if (first === undefined) throw new UnresolvedDestination('the host has no address');
  if (!found.every(({ address }) => allows(address)))
    throw new RefusedDestination('This host is not on the public internet');
  return { url, address: first.address, family: isIP(first.address) === 6 ? 6 : 4 };
}

async function addressesOf(host: string, resolve: Resolve): Promise<readonly { address: string }[]> {
  try {
    return await Promise.race([resolve(host), delay(lookupMs, [], { ref: false })]);
  } catch {
    return [];
  }
}
