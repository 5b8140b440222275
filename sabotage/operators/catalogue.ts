import { addedField } from './added-field.ts';
import { crossSiteNotAsked } from './cross-site-not-asked.ts';
import { csrfNotAsked } from './csrf-not-asked.ts';
import { deniedButDone } from './denied-but-done.ts';
import { doneTwice } from './done-twice.ts';
import { jsonFieldOperators } from './json-fields.ts';
import { jsonListOperators } from './json-lists.ts';
import type { HandshakeOperator } from './handshake.ts';
import { limitSpread } from './limit-spread.ts';
import { lostCookieFlag } from './lost-cookie-flag.ts';
import { lostHeader } from './lost-header.ts';
import { notDone } from './not-done.ts';
import { openToAnonymous } from './open-to-anonymous.ts';
import type { Operator } from './operator.ts';
import { originNotAsked } from './origin-not-asked.ts';
import { otherStatus } from './other-status.ts';
import { rawCells } from './raw-cells.ts';
import { readerNotAsked } from './reader-not-asked.ts';
import { revocationNotAsked } from './revocation-not-asked.ts';
import { roleNotAsked } from './role-not-asked.ts';
import { scopeNotAsked } from './scope-not-asked.ts';
import { sharedCache } from './shared-cache.ts';
import { spoiledAudit } from './spoiled-audit.ts';
import { swappedFields } from './swapped-fields.ts';
import { tellingErrors } from './telling-errors.ts';
import { tellingExistence } from './telling-existence.ts';
import { tenantNotAsked } from './tenant-not-asked.ts';
import { ticketNotAsked } from './ticket-not-asked.ts';

/** Every operator of calls; those of a socket's messages are in `spoiled-frames.ts`. */
export const operators: readonly Operator[] = [
  openToAnonymous,
  roleNotAsked,
  scopeNotAsked,
  tenantNotAsked,
  revocationNotAsked,
  csrfNotAsked,
  crossSiteNotAsked,
  limitSpread,
  notDone,
  deniedButDone,
  doneTwice,
  sharedCache,
  tellingErrors,
  tellingExistence,
  lostHeader,
  lostCookieFlag,
  spoiledAudit,
  rawCells,
  otherStatus,
  addedField,
  swappedFields,
  ...jsonFieldOperators,
  ...jsonListOperators,
];

/** Every operator of handshakes. */
export const handshakeOperators: readonly HandshakeOperator[] = [
  originNotAsked,
  readerNotAsked,
  ticketNotAsked,
];
