import { z } from 'zod';
import { eventSeverities } from '../../events/event.ts';
import { creatorSchema, idSchema, timestampSchema } from '../../http/schemas.ts';
import type { WebhookDeliveryRow, WebhookRow } from './tables.ts';

const webhookFields = {
  id: idSchema,
  url: z.string(),
  kinds: z.array(z.string()).nullable(),
  minimumSeverity: z.enum(eventSeverities),
  createdBy: creatorSchema,
  createdAt: timestampSchema,
};

/** A webhook as the API shows it: without its secret. */
export const webhookSchema = z.object(webhookFields).meta({ id: 'Webhook' });

/** A webhook as it is shown once, on creation. */
export const createdWebhookSchema = z
  .object({ ...webhookFields, secret: z.string() })
  .meta({ id: 'CreatedWebhook' });

/** A delivery with its tries. */
export const deliverySchema = z
  .object({
    id: idSchema,
    webhookId: idSchema,
    eventId: idSchema.nullable(),
    sequence: z
      .int()
      .min(1)
      .meta({ description: 'Its place among the deliveries of the webhook, without gaps' }),
    kind: z.string(),
    status: z.enum(['pending', 'delivered', 'failed']),
    attempts: z.array(
      z.object({
        number: z.int().min(1),
        startedAt: timestampSchema,
        durationMs: z.number().min(0),
        status: z.int().nullable(),
        error: z.string().nullable(),
      }),
    ),
    nextAttemptAt: timestampSchema.nullable(),
    createdAt: timestampSchema,
    finishedAt: timestampSchema.nullable(),
  })
  .meta({ id: 'WebhookDelivery' });

/** A row of `webhooks` as the API shows it. */
export function toWebhook(row: Omit<WebhookRow, 'secret'>): z.infer<typeof webhookSchema> {
  return {
    id: row.id,
    url: row.url,
    kinds: row.kinds,
    minimumSeverity: row.minimum_severity,
    createdBy: row.created_by,
    createdAt: row.created_at.toISOString(),
  };
}

/** A row of `webhook_deliveries` as the API shows it. */
export function toDelivery(row: Omit<WebhookDeliveryRow, 'body'>): z.infer<typeof deliverySchema> {
  return {
    id: row.id,
    webhookId: row.webhook_id,
    eventId: row.event_id,
    sequence: row.sequence,
    kind: row.kind,
    status: row.status,
    attempts: row.attempts,
    nextAttemptAt: row.next_attempt_at?.toISOString() ?? null,
    createdAt: row.created_at.toISOString(),
    finishedAt: row.finished_at?.toISOString() ?? null,
  };
}
