import type { PassiveOracle } from './oracle.ts';

/** Types of text whose characters a reader would have to guess without a charset. */
const TEXT = /^(?:text\/|application\/(?:[\w.-]+\+)?json\b|application\/(?:x-ndjson|xml|javascript)\b)/;
const PAGE = /^\s*<(?:!doctype|html|head|body|script)\b/i;

/** Text says that it is UTF-8, and a body is what its content type says: no JSON that is none, no page under another name. */
export const contentOracle: PassiveOracle = ({ exchange, json }) => {
  const { bodyText, responseHeaders } = exchange;
  const type = responseHeaders['content-type']?.toLowerCase();
  if (type === undefined) return bodyText === '' ? [] : ['has a body and no content type'];
  return [
    ...(TEXT.test(type) && !/;\s*charset="?utf-8"?\s*(?:;|$)/.test(type)
      ? [`has content type ${type} without charset=utf-8`]
      : []),
    ...(json === 'broken' ? [`has content type ${type} and a body that is no JSON`] : []),
    ...(PAGE.test(bodyText) && !type.startsWith('text/html')
      ? [`has content type ${type} and the body of a page`]
      : []),
  ];
};
