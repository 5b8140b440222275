import type { PassiveOracle } from './oracle.ts';

/** What browsers keep of a cookie at most, in bytes of name, value and attributes (RFC 6265bis). */
const LARGEST = 4096;

/** Each cookie is out of reach of scripts and of other sites; over https also of the network, and bound to the host. */
export const cookieOracle: PassiveOracle = ({ exchange, targetOrigin }) =>
  exchange.setCookies.flatMap((line) => {
    const [pair = '', ...attributes] = line.split(';').map((part) => part.trim());
    const name = pair.split('=')[0] ?? '';
    const given = new Set(attributes.map((attribute) => attribute.toLowerCase()));
    const secure = targetOrigin.startsWith('https:');
    const wanted = ['httponly', 'samesite=strict', 'path=/', ...(secure ? ['secure'] : [])];
    const missing = wanted.filter((attribute) => !given.has(attribute));
    return [
      ...(attributes.some((attribute) => /^domain=/i.test(attribute))
        ? [`sets the cookie ${name} for the hosts below the target too`]
        : []),
      ...(line.length > LARGEST ? [`sets the cookie ${name}, which is larger than ${LARGEST} bytes`] : []),
      ...missing.map((attribute) => `sets the cookie ${name} without ${attribute}`),
      ...(secure && !name.startsWith('__Host-')
        ? [`sets the cookie ${name} without the prefix __Host-`]
        : []),
    ];
  });
