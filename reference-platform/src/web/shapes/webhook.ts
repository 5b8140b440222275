import * as z from 'zod/mini';
import { Creator, listOf } from './common.ts';

export const Webhook = z.object({
  id: z.string(),
  url: z.string(),
  kinds: z.nullable(z.array(z.string())),
  minimumSeverity: z.string(),
  createdBy: Creator,
  createdAt: z.string(),
});
export type Webhook = z.infer<typeof Webhook>;
export const WebhookList = listOf(Webhook);

export const NewWebhook = z.extend(Webhook, { secret: z.string() });
export type NewWebhook = z.infer<typeof NewWebhook>;

export const Delivery = z.object({
  id: z.string(),
  kind: z.string(),
  status: z.enum(['pending', 'delivered', 'failed']),
  attempts: z.array(
    z.object({
      number: z.number(),
      durationMs: z.number(),
      status: z.nullable(z.number()),
      error: z.nullable(z.string()),
    }),
  ),
  createdAt: z.string(),
});
export type Delivery = z.infer<typeof Delivery>;
export const DeliveryList = listOf(Delivery);
