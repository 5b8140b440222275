import { z } from 'zod';
import { idSchema, instantSchema, scopeSchema } from '../common/schemas.ts';
import { memberSchema } from '../members/schemas.ts';
import { tenantSchema } from '../tenant/schemas.ts';

export const tokenPairSchema = z.strictObject({
  tokenType: z.literal('Bearer'),
  accessToken: z.string().min(1),
  accessTokenExpiresAt: instantSchema,
  refreshToken: z.string().min(1),
  refreshTokenExpiresAt: instantSchema,
});
export type TokenPair = z.infer<typeof tokenPairSchema>;

export const authenticatedSchema = z.strictObject({
  user: memberSchema,
  tenant: tenantSchema.nullable(),
  tokens: tokenPairSchema.nullable(),
  csrfToken: z.string().min(1).nullable(),
});
export type Authenticated = z.infer<typeof authenticatedSchema>;

export const sessionSchema = z.strictObject({
  id: idSchema,
  transport: z.enum(['bearer', 'cookie']),
  current: z.boolean(),
  createdAt: instantSchema,
  lastUsedAt: instantSchema,
  expiresAt: instantSchema,
  userAgent: z.string().nullable(),
});
export type Session = z.infer<typeof sessionSchema>;

export const whoAmISchema = z.strictObject({
  user: memberSchema.nullable(),
  tenant: tenantSchema.nullable(),
  credential: z.strictObject({
    kind: z.enum(['bearer', 'cookie', 'api_key']),
    id: idSchema,
    expiresAt: instantSchema.nullable(),
    scopes: z.array(scopeSchema).nullable(),
  }),
  csrfToken: z.string().min(1).nullable(),
});
export type WhoAmI = z.infer<typeof whoAmISchema>;

/** A ticket for one WebSocket channel, good for one use until it ends. */
export const liveTicketSchema = z.strictObject({
  ticket: z.string().min(1),
  path: z.string().startsWith('/'),
  expiresAt: instantSchema,
});
export type LiveTicket = z.infer<typeof liveTicketSchema>;

export const mfaEnrolmentSchema = z.strictObject({
  secret: z.string().regex(/^[A-Z2-7]+$/, 'Base32'),
  otpauthUrl: z.string().startsWith('otpauth://totp/'),
});
export type MfaEnrolment = z.infer<typeof mfaEnrolmentSchema>;
