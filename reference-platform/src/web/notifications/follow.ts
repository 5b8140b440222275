import { addressOf, api } from '../api/client.ts';
import {
  ChannelTicket,
  type Notification,
  NotificationMessage,
  UnreadCount,
} from '../shapes/notification.ts';

const CHANNEL = '/notifications/live';
const FIRST_PAUSE_MS = 1_000;
const LONGEST_PAUSE_MS = 30_000;

/** Hears how many notifications are unread and which one is new, if one is. */
export type Hearer = (unreadCount: number, added: Notification | null) => void;

/**
 * Follows the user's notifications over a WebSocket. While there is none it asks for the count after each pause, and
 * tries again with growing pauses. Failures stay in the background: what ends the session shows in the user's next step.
 * Returns what stops it.
 */
export function followNotifications(hear: Hearer): () => void {
  let stopped = false;
  let socket: WebSocket | null = null;
  let timer = 0;
  let pause = FIRST_PAUSE_MS;

  const open = async () => {
    const path = CHANNEL;
    const { ticket } = await api.call(ChannelTicket, 'POST', '/auth/ws-tickets', {
      json: { path },
      anonymous: true,
    });
    if (stopped) return;
    const address = new URL(addressOf(CHANNEL, { ticket }), window.location.href);
    address.protocol = address.protocol.replace('http', 'ws');
    socket = new WebSocket(address);
    socket.addEventListener('message', ({ data }) => {
      const message = NotificationMessage.safeParse(JSON.parse(String(data)));
      if (!message.success) return;
      pause = FIRST_PAUSE_MS;
      hear(message.data.unreadCount, message.data.notification ?? null);
    });
    socket.addEventListener('close', () => {
      if (!stopped) later();
    });
  };
  const later = () => {
    timer = window.setTimeout(() => void again(), pause);
    pause = Math.min(pause * 2, LONGEST_PAUSE_MS);
  };
  const again = async () => {
    try {
      await open();
    } catch {
      if (stopped) return;
      await count(hear).catch(() => undefined);
      later();
    }
  };

  void again();
  return () => {
    stopped = true;
    window.clearTimeout(timer);
    socket?.close();
  };
}

async function count(hear: Hearer): Promise<void> {
  const { unreadCount } = await api.call(UnreadCount, 'GET', '/notifications/unread-count', {
    anonymous: true,
  });
  hear(unreadCount, null);
}
