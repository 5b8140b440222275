import { roleSchema } from '../../api-clients/common/schemas.ts';
import { asOwner, type HandshakeOperator } from './handshake.ts';

const FOREIGN = 'foreign';

/** A channel is opened to a role that may not read it, or to another tenant. */
export const readerNotAsked: HandshakeOperator = {
  name: 'RQ-reader-as-owner',
  family: 'RQ',
  variants: ({ path, roles, object }) => [
    ...roleSchema.options
      .filter((role) => !roles.includes(role))
      .map((role) => ({ name: role, text: `${path} lets the role ${role} in.` })),
    ...(object === null ? [] : [{ name: FOREIGN, text: `${path} does not ask whose ${object} it is.` }]),
  ],
  meets: (variant, { status, caller }) =>
    variant === FOREIGN ? status === 404 : status === 403 && caller === variant,
  admit: async (handshake, variant) => {
    const { ticket, known, request } = handshake;
    const reader = ticket?.holder;
    if (reader === undefined || !('tenantId' in reader)) return null;
    const owner = known.tenantOfPath(request.url);
    const isIt =
      variant === FOREIGN
        ? owner !== null && owner !== reader.tenantId
        : owner === reader.tenantId && reader.kind === 'member' && reader.role === variant;
    return isIt ? asOwner(handshake) : null;
  },
};
