import { addressOf, api } from '../../api/client.ts';
import { ChannelTicket } from '../../shapes/notification.ts';
import { StreamMessage } from '../../shapes/stream.ts';

const FIRST_PAUSE_MS = 500;
const LONGEST_PAUSE_MS = 10_000;

/** Close codes after which trying again is of no use: the right is gone, or the stream is. */
const FOR_GOOD = new Set([4403, 4404]);

/** Whether messages come: not yet, yes, not at the moment, or never again. */
export type Connection = 'connecting' | 'live' | 'disconnected' | 'ended';

interface Hearer {
  message: (message: StreamMessage) => void;
  connection: (state: Connection) => void;
}

/**
 * Follows a stream from the sequence `from` on. A lost connection is opened again with growing pauses, or as soon as the
 * browser is online, from the last point that came. Returns what stops it.
 */
export function followStream(id: string, from: number, hear: Hearer): () => void {
  const channel = `/streams/${id}/live`;
  let last = from;
  let isStopped = false;
  let socket: WebSocket | null = null;
  let timer = 0;
  let pause = FIRST_PAUSE_MS;

  const read = (data: unknown) => {
    const message = StreamMessage.safeParse(JSON.parse(String(data)));
    if (!message.success || isStopped) return;
    pause = FIRST_PAUSE_MS;
    if (message.data.type === 'hello') hear.connection('live');
    if (message.data.type === 'points') last = message.data.points.at(-1)?.sequence ?? last;
    hear.message(message.data);
  };
  const later = () => {
    if (isStopped) return;
    hear.connection('disconnected');
    window.clearTimeout(timer);
    timer = window.setTimeout(() => void open(), pause);
    pause = Math.min(pause * 2, LONGEST_PAUSE_MS);
  };
  const open = async () => {
    try {
      const { ticket } = await api.call(ChannelTicket, 'POST', '/auth/ws-tickets', {
        json: { path: channel },
        anonymous: true,
      });
      if (isStopped) return;
      const address = new URL(addressOf(channel, { ticket, from: last }), window.location.href);
      address.protocol = address.protocol.replace('http', 'ws');
      const opened = new WebSocket(address);
      socket = opened;
      opened.addEventListener('message', ({ data }) => {
        if (socket === opened) read(data);
      });
      opened.addEventListener('close', ({ code }) => {
        if (socket !== opened || isStopped) return;
        socket = null;
        if (FOR_GOOD.has(code)) hear.connection('ended');
        else later();
      });
    } catch {
      later();
    }
  };
  // A browser that is offline may keep a dead socket for minutes.
  const leave = () => {
    const left = socket;
    socket = null;
    left?.close();
    later();
  };
  const comeBack = () => {
    window.clearTimeout(timer);
    if (socket === null) void open();
  };

  window.addEventListener('offline', leave);
  window.addEventListener('online', comeBack);
  void open();
  return () => {
    isStopped = true;
    window.clearTimeout(timer);
    window.removeEventListener('offline', leave);
    window.removeEventListener('online', comeBack);
    socket?.close();
  };
}
