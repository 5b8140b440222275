import type { ApiClient } from '../../api-clients/api-client.ts';
import { shakeHands } from '../../api-clients/live/handshake.ts';
import type { Channel, LiveSocket } from '../../api-clients/live/socket.ts';
import { succeeded } from '../../flows/succeeded.ts';
import type { LoadActor } from './flow-tools.ts';

/** Opens a WebSocket with a ticket of its own. Throws where the target refuses it. */
export async function openChannel<Message>(
  targetUrl: string,
  api: ApiClient,
  { name }: LoadActor,
  channel: Channel<Message>,
): Promise<LiveSocket<Message>> {
  const { ticket } = succeeded(await api.auth.wsTicket({ path: channel.path }));
  const outcome = await shakeHands(targetUrl, channel, {
    query: { ticket },
    headers: {},
    actor: name,
    onFrame: () => undefined,
  });
  if (outcome.accepted) return outcome.live;
  throw new Error(`${channel.path} as ${name} → ${outcome.exchange.status}: ${outcome.exchange.bodyText}`);
}
