import type { Access } from '../../http/declaration.ts';

/** Who answers for people's data: owners, in person. */
export const privacyAccess = { roles: ['owner'] } as const satisfies Access;

/** The group of these operations in the OpenAPI document. */
export const privacyTag = 'Privacy';
