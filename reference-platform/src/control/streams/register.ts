import type { HttpApplication } from '../../http/kernel.ts';
import type { Live } from '../live/live.ts';
import type { ControlServices } from '../services.ts';
import { registerIngestion } from './ingest-operation.ts';
import { startLifecycle } from './lifecycle.ts';
import { registerStreamChannel } from './live-channel.ts';
import { registerStreamMetrics } from './metrics-operation.ts';
import { registerStreamReading } from './read-operations.ts';
import { registerStreamStates } from './state-operations.ts';
import { registerStreamWriting } from './write-operations.ts';
import { StreamWriters } from './writers.ts';

/** Declares `streams.*` and the channel `/streams/{id}/live`. */
export function registerStreams(app: HttpApplication, services: ControlServices, live: Live): void {
  const writers = new StreamWriters();
  const { hub } = live;
  const lifecycle = startLifecycle(services, hub, writers);
  app.fastify.addHook('preClose', () => lifecycle.stop());
  registerStreamReading(app);
  registerStreamWriting(app, hub);
  registerStreamStates(app, hub, lifecycle);
  registerIngestion(app, { boundary: services.boundary, hub, writers });
  registerStreamMetrics(app, hub);
  registerStreamChannel(app, live);
}
