import { canariesIn } from '../../targets/names.ts';
import { SECRET_FORMS } from '../secret-forms.ts';
import type { PassiveOracle } from './oracle.ts';

const CREDENTIAL_IN_URL = [
  /[?&#](?:access_?token|refresh_?token|token|api_?key|password|session|csrf\w*)=./i,
  /\beyJ[\w-]{10,}\.eyJ/,
  SECRET_FORMS.apiKey.pattern,
];

/**
 * No credential, no e-mail address and no name of a tenant's people or things in a URL: where a request goes, where an answer
 * leads, and where a page says that it came from. URLs end up in logs and histories. A WebSocket's ticket is used up by then.
 */
export const urlOracle: PassiveOracle = ({ exchange }) => {
  const { url, requestHeaders, responseHeaders } = exchange;
  return [
    ...told(url, 'a URL'),
    ...told(responseHeaders['location'] ?? '', 'a URL'),
    ...told(requestHeaders['referer'] ?? '', 'the Referer'),
  ];
};

/** Requests go to the target's own host only, and answers send nobody elsewhere. */
export const hostOracle: PassiveOracle = ({ exchange, targetOrigin }) => {
  const { host } = new URL(targetOrigin);
  const location = exchange.responseHeaders['location'];
  const addresses = [exchange.url, ...(location === undefined ? [] : [new URL(location, exchange.url).href])];
  return addresses
    .map((address) => new URL(address))
    .filter((address) => /^(?:https?|wss?):$/.test(address.protocol) && address.host !== host)
    .map((address) => `goes to ${address.host}, which is not the target`);
};

/** What a URL tells that it should not. A search term is what the user typed. */
function told(url: string, place: string): string[] {
  const withoutSearch = url.replace(/([?&]q=)[^&#]*/g, '$1');
  return [
    ...(CREDENTIAL_IN_URL.some((pattern) => pattern.test(url)) ? [`carries a credential in ${place}`] : []),
    ...(/[\w.+-]+(?:@|%40)[\w-]+\.\w+/.test(withoutSearch) ? [`carries an e-mail address in ${place}`] : []),
    // Canaries stand in the names of people and things, and in nothing else of a tenant.
    ...(canariesIn(withoutSearch).length > 0 ? [`carries the name of a person or thing in ${place}`] : []),
  ];
}
