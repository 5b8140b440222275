import type { PassiveOracle } from './oracle.ts';

/** Never 5xx, and only a status that the contract declares for the operation. */
export const statusOracle: PassiveOracle = ({ exchange, operation, toleratedServerErrors }) => {
  const { status } = exchange;
  if (status >= 500 && !toleratedServerErrors.includes(status))
    return [`answered ${status}: never a server error`];
  if (operation === undefined || operation.responses.has(status)) return [];
  const declared = [...operation.responses.keys()].join(', ');
  return [`answered ${status}, which the contract does not declare for ${operation.id} (${declared})`];
};

/** The media type of the answer is one that the contract declares for the status. */
export const mediaTypeOracle: PassiveOracle = ({ exchange, operation }) => {
  const declared = operation?.responses.get(exchange.status);
  if (declared === undefined) return [];
  const header = exchange.responseHeaders['content-type'];
  const mediaType = header?.split(';')[0]?.trim().toLowerCase();
  if (declared.size === 0)
    return exchange.bodyText === '' ? [] : ['has a body where the contract declares none'];
  if (mediaType !== undefined && declared.has(mediaType)) return [];
  return [
    `has content type ${mediaType ?? 'none'}, the contract declares ${[...declared.keys()].join(', ')}`,
  ];
};
