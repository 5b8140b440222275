import { BlockList, isIP } from 'node:net';

// IANA's special-purpose registry for IPv4: this network, private, CGNAT, loopback, link-local (cloud metadata too),
// protocol assignments, documentation, 6to4 relays, benchmarks, multicast, reserved.
const specialV4 = [
  '0.0.0.0/8',
  '10.0.0.0/8',
  '100.64.0.0/10',
  '127.0.0.0/8',
  '169.254.0.0/16',
  '172.16.0.0/12',
  '192.0.0.0/24',
  '192.0.2.0/24',
  '192.88.99.0/24',
  '192.168.0.0/16',
  '198.18.0.0/15',
  '198.51.100.0/24',
  '203.0.113.0/24',
  '224.0.0.0/4',
  '240.0.0.0/4',
];

// Within the global range: protocol assignments (Teredo), documentation, 6to4, documentation. Everything outside the
// global range is refused as a whole: loopback, link-local, unique local, mapped and translated IPv4, multicast.
const globalV6 = '2000::/3';
const specialV6 = ['2001::/23', '2001:db8::/32', '2002::/16', '3fff::/20'];

function blockList(blocks: readonly string[]): BlockList {
  const list = new BlockList();
  for (const block of blocks) {
    const [address = '', bits] = block.split('/');
    const family = isIP(address) === 6 ? 'ipv6' : 'ipv4';
    list.addSubnet(address, bits === undefined ? (family === 'ipv6' ? 128 : 32) : Number(bits), family);
  }
  return list;
}

const special = blockList([...specialV4, ...specialV6]);
const global = blockList([globalV6]);

/** Says whether deliveries may go to an address. */
export type AddressPolicy = (address: string) => boolean;

/**
 * Lets through the addresses of the public internet, and those that the platform's configuration allows (addresses or
 * CIDR blocks). An IPv4 address in the clothes of IPv6 is refused whatever it maps to.
 */
export function createAddressPolicy(allowed: readonly string[]): AddressPolicy {
  const excepted = blockList(allowed);
  return (address) => {
    const version = isIP(address);
    if (version === 0) return false;
    if (version === 4) return excepted.check(address, 'ipv4') || !special.check(address, 'ipv4');
    // A BlockList would judge a mapped address by its IPv4 rules too, so the global range decides first.
    if (!global.check(address, 'ipv6')) return isPlainV6(address) && excepted.check(address, 'ipv6');
    return excepted.check(address, 'ipv6') || !special.check(address, 'ipv6');
  };
}

function isPlainV6(address: string): boolean {
  return !/^(::ffff:|64:ff9b:)/i.test(new URL(`http://[${address.split('%')[0] ?? ''}]`).hostname.slice(1));
}
