import { roleSchema } from '../../api-clients/common/schemas.ts';
import { as, entitled, isForbidden } from './forbidden-caller.ts';
import { type Operator, untouched } from './operator.ts';

/** A role that may not acts as one that may. One defect a role, because code forgets roles one by one. */
export const roleNotAsked: Operator = {
  name: 'RQ-role-as-owner',
  family: 'RQ',
  endsWorld: ({ rule }) => rule.effect === 'change',
  variants: ({ rule, operation }) => {
    if (rule.access === 'anonymous') return [];
    const barred = roleSchema.options.filter((role) => !rule.roles?.includes(role));
    return barred.map((role) => ({ name: role, text: `${operation.id} lets the role ${role} in.` }));
  },
  meets: (role, { status, caller }) => status === 403 && caller.split(' ', 1)[0] === role,
  async spoil(call, role) {
    const { caller } = call;
    if (caller.kind !== 'member' || caller.role !== role || !isForbidden(call)) return untouched(call);
    const credentials = entitled(call, caller.tenantId);
    if (credentials === null) return untouched(call);
    return { answer: await call.forward(as(call, credentials)), spoiled: true };
  },
};
