import { API_KEY } from './api-key.ts';
import type { PassiveOracle } from './oracle.ts';

const CREDENTIAL_IN_URL = [
  /[?&#](?:access_?token|refresh_?token|token|api_?key|password|session|csrf\w*)=./i,
  /\beyJ[\w-]{10,}\.eyJ/,
  API_KEY,
];

/** No credential and no e-mail address in a URL: they end up in logs and histories. */
export const urlOracle: PassiveOracle = ({ exchange }) => {
  const location = exchange.responseHeaders['location'] ?? '';
  return [exchange.url, location].flatMap((url) => [
    ...(CREDENTIAL_IN_URL.some((pattern) => pattern.test(url)) ? ['carries a credential in a URL'] : []),
    ...(/[\w.+-]+(?:@|%40)[\w-]+\.\w+/.test(url) && !isSearch(url)
      ? ['carries an e-mail address in a URL']
      : []),
  ]);
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

/** A search term is what the user typed. */
function isSearch(url: string): boolean {
  return /[?&]q=[^&]*(?:@|%40)/.test(url);
}
