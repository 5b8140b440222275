import { z } from 'zod';
import { creatorSchema, idSchema, instantSchema } from '../common/schemas.ts';
import { eventSchema, severitySchema } from '../events/schemas.ts';

export const webhookSchema = z.strictObject({
  id: idSchema,
  url: z.url(),
  kinds: z.array(z.string().min(1)).min(1).nullable(),
  minimumSeverity: severitySchema,
  createdBy: creatorSchema,
  createdAt: instantSchema,
});
export type Webhook = z.infer<typeof webhookSchema>;

/** A webhook as it is shown once, on creation. */
export const newWebhookSchema = webhookSchema.extend({ secret: z.string().startsWith('whsec_').min(40) });
export type NewWebhook = z.infer<typeof newWebhookSchema>;

export const deliverySchema = z.strictObject({
  id: idSchema,
  webhookId: idSchema,
  eventId: idSchema.nullable(),
  sequence: z.int().positive(),
  kind: z.string().min(1),
  status: z.enum(['pending', 'delivered', 'failed']),
  attempts: z
    .array(
      z.strictObject({
        number: z.int().positive(),
        startedAt: instantSchema,
        durationMs: z.number().nonnegative(),
        status: z.int().min(100).max(599).nullable(),
        error: z.string().min(1).nullable(),
      }),
    )
    .max(3),
  nextAttemptAt: instantSchema.nullable(),
  createdAt: instantSchema,
  finishedAt: instantSchema.nullable(),
});
export type Delivery = z.infer<typeof deliverySchema>;

/** What a receiver is sent of an event, and of a test. */
export const deliveredBodySchema = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('event.raised'),
    sequence: z.int().positive(),
    event: eventSchema.omit({ status: true, history: true, createdAt: true }),
  }),
  z.strictObject({
    type: z.literal('webhook.test'),
    sequence: z.int().positive(),
    webhookId: idSchema,
  }),
]);
export type DeliveredBody = z.infer<typeof deliveredBodySchema>;
