import { DELIVERIES_CHANNEL } from '../../events/event.ts';
import type { HttpApplication } from '../../http/kernel.ts';
import type { ControlServices } from '../services.ts';
import { createAddressPolicy } from './address-policy.ts';
import { Dispatcher } from './dispatcher.ts';
import { DeliveryQueue } from './queue.ts';
import { registerWebhookReading } from './read-operations.ts';
import { registerWebhookWriting } from './write-operations.ts';

/** What the look-up of a host and the writing down may take beyond the try itself. */
const leaseMarginMs = 4_000;
const maxAnswerBytes = 64 * 1024;

/** Declares `webhooks.*` and sends what waits for delivery while the application runs. */
export function registerWebhooks(app: HttpApplication, services: ControlServices): void {
  const { database, logger } = services;
  const { allowedAddresses, timeoutMs, retryMs } = services.configuration.webhooks;
  const allows = createAddressPolicy(allowedAddresses);
  registerWebhookReading(app);
  registerWebhookWriting(app, allows);

  const queue = new DeliveryQueue(database, { leaseMs: timeoutMs + leaseMarginMs, backOffMs: retryMs });
  const dispatcher = new Dispatcher({ queue, means: { allows, timeoutMs, maxAnswerBytes }, logger });
  app.fastify.addHook('onReady', async () => {
    await database.listen(DELIVERIES_CHANNEL, () => dispatcher.wake());
    dispatcher.wake();
  });
  app.fastify.addHook('onClose', () => dispatcher.stop());
}
