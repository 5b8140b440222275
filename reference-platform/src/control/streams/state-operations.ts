import { ok } from '../../http/answers.ts';
import type { HttpApplication } from '../../http/kernel.ts';
import { operation } from '../../http/operation.ts';
import { problem } from '../../http/problem.ts';
import { idParams } from '../../http/schemas.ts';
import type { LiveHub } from '../live/hub.ts';
import { streamWriters } from './access.ts';
import { announceStatus, changeStatus } from './change-status.ts';
import type { StreamLifecycle } from './lifecycle.ts';
import { lockStream, streamOfPath } from './queries.ts';
import { streamSchema, toStream } from './representation.ts';
import { requireTransition, transitions } from './state.ts';

const actions = [
  { action: 'start', summary: 'Start a stream: it is active as soon as its detector can score' },
  { action: 'pause', summary: 'Pause a stream: it takes no points until it is resumed' },
  { action: 'resume', summary: 'Let a paused stream go on' },
  { action: 'stop', summary: 'End a stream for good, once what is under way is stored' },
] as const;

/** Declares `streams.start`, `.pause`, `.resume` and `.stop`. */
export function registerStreamStates(app: HttpApplication, hub: LiveHub, lifecycle: StreamLifecycle): void {
  for (const { action, summary } of actions) {
    operation(app, {
      id: `streams.${action}`,
      method: 'POST',
      path: `/streams/{id}/${action}`,
      summary,
      tag: 'Streams',
      access: streamWriters,
      effect: 'change',
      params: idParams,
      responses: { 200: streamSchema },
      problems: [409],
      object: { type: 'stream', find: streamOfPath },
      async handle(ctx) {
        const { tenantId, object } = ctx;
        const stream = await ctx.change(async (trx) => {
          const current = await lockStream(trx, tenantId, object.id);
          requireTransition(action, current.status);
          const status = transitions[action].to;
          if (action === 'start' && current.detector_id === null) {
            throw problem.conflict('The stream’s detector was removed.');
          }
          const changed = status && (await changeStatus(trx, current, { status, error: null }));
          if (!changed) throw new Error('a locked stream changed its state');
          return changed;
        });
        announceStatus(hub, stream);
        lifecycle.wake();
        return ok(toStream(stream));
      },
    });
  }
}
