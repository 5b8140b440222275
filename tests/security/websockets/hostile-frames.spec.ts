import { frame, OPCODE } from '../../../api-clients/wire/web-socket.ts';
import { notificationChannel } from '../../../api-clients/notifications/channel.ts';
import { type Actor, covers, dataOf, expect, test, type Wire } from '../../../fixtures/index.ts';

const MEBIBYTE = 1024 * 1024;
const text = (payload: string | Buffer) => frame({ opcode: OPCODE.text, payload });

/** Bytes that a client has no business to send, and the close code (RFC 6455, 7.4.1) that each must end in. */
const HOSTILE: Record<string, { bytes: Buffer; code: number }> = {
  'a message': { bytes: text('{"type":"subscribe","streamId":"*"}'), code: 1008 },
  'an empty message': { bytes: text(''), code: 1008 },
  'broken JSON': { bytes: text('{"type":'), code: 1008 },
  'JSON a thousand deep': { bytes: text('['.repeat(1_000)), code: 1008 },
  'a binary message': {
    bytes: frame({ opcode: OPCODE.binary, payload: Buffer.alloc(64, 0xff) }),
    code: 1008,
  },
  'text that is no UTF-8': { bytes: text(Buffer.from([0xc3, 0x28, 0xff])), code: 1007 },
  'a message one byte too large': { bytes: text('x'.repeat(1_025)), code: 1009 },
  'ten megabytes': { bytes: text(Buffer.alloc(10 * MEBIBYTE, 'x')), code: 1009 },
  'a claim of nine exabytes': {
    bytes: frame({ opcode: OPCODE.text, claimedLength: 2n ** 63n - 1n }),
    code: 1009,
  },
  'a message too large in many pieces': { bytes: fragments(2_000, 1), code: 1009 },
  'ten thousand empty pieces': { bytes: Buffer.concat([fragments(10_000, 0), text('')]), code: 1002 },
  'a frame without a mask': {
    bytes: frame({ opcode: OPCODE.text, payload: 'hi', masked: false }),
    code: 1002,
  },
  'an opcode that there is not': { bytes: frame({ opcode: 0x3, payload: 'hi' }), code: 1002 },
  'a control opcode that there is not': { bytes: frame({ opcode: 0xf }), code: 1002 },
  'reserved bits': { bytes: frame({ opcode: OPCODE.text, payload: 'hi', reserved: 0b010 }), code: 1002 },
  'a compressed bomb where nothing was agreed': {
    bytes: frame({ opcode: OPCODE.text, payload: Buffer.alloc(900, 0xaa), reserved: 0b100 }),
    code: 1002,
  },
  'a continuation of nothing': { bytes: frame({ opcode: OPCODE.continuation, payload: 'hi' }), code: 1002 },
  'a ping in pieces': { bytes: frame({ opcode: OPCODE.ping, final: false }), code: 1002 },
  'a ping too large': { bytes: frame({ opcode: OPCODE.ping, payload: Buffer.alloc(126) }), code: 1002 },
  'a close frame of one byte': {
    bytes: frame({ opcode: OPCODE.close, payload: Buffer.alloc(1) }),
    code: 1002,
  },
  'a close code that nobody may send': {
    bytes: frame({ opcode: OPCODE.close, payload: Buffer.from([0x03, 0xed]) }),
    code: 1002,
  },
  'no frame at all': { bytes: Buffer.from('GET / HTTP/1.1\r\n\r\n'), code: 1002 },
};

/** A message in that many pieces, none of them the last. */
function fragments(count: number, bytesEach: number): Buffer {
  const first = frame({ opcode: OPCODE.text, final: false });
  const piece = frame({ opcode: OPCODE.continuation, payload: Buffer.alloc(bytesEach, 'x'), final: false });
  return Buffer.concat([first, ...Array.from({ length: count }, () => piece)]);
}

/** A socket of the actor's notifications on which any bytes can be sent, greeted. */
async function openRaw(wire: Wire, { api }: Actor) {
  const { path } = notificationChannel;
  const { ticket } = dataOf(await api.auth.wsTicket({ path }), 200);
  return wire.socket(`/api/v1${path}?ticket=${ticket}`);
}

test.describe('Hostile frames', { tag: ['@security', '@streaming', '@strains'] }, () => {
  test.use({ transport: 'undici' });

  test(
    'each ends its own connection with the code that says why, and nobody else’s',
    { annotation: covers('WS-07', { check: 'WS-06', asvs: ['V8.2.1'] }) },
    async ({ world, wire }) => {
      const viewer = await world.alpha.actor('viewer');
      const bystander = await viewer.live.open(notificationChannel);
      const greeting = await bystander.next();

      for (const [what, { bytes, code }] of Object.entries(HOSTILE)) {
        const socket = await openRaw(wire, viewer);
        socket.write(bytes);
        expect.soft(await socket.closing, what).toBe(code);
      }

      expect(greeting.type).toBe('hello');
      expect(bystander.isOpen).toBe(true);
      expect((await (await viewer.live.open(notificationChannel)).next()).type).toBe('hello');
    },
  );

  test(
    'pings are answered, and a flood of them ends the connection before the answers pile up',
    { annotation: covers({ check: 'WS-08', asvs: ['V2.4.1', 'V15.2.2'] }) },
    async ({ world, wire }) => {
      const viewer = await world.alpha.actor('viewer');
      const [polite, flooding] = [await openRaw(wire, viewer), await openRaw(wire, viewer)];
      const ping = frame({ opcode: OPCODE.ping, payload: 'alive' });

      polite.write(Buffer.concat([ping, ping, ping]));
      flooding.write(Buffer.concat(Array.from({ length: 5_000 }, () => ping)));

      expect(await flooding.closing).toBe(1006);
      expect(flooding.count(OPCODE.pong)).toBeLessThan(1_000);
      await expect.poll(() => polite.count(OPCODE.pong)).toBe(3);
    },
  );

  test(
    'compression is not spoken, so that no small frame becomes a large message',
    { annotation: covers({ check: 'WS-11', asvs: ['V15.2.2'] }) },
    async ({ world, wire }) => {
      const socket = await openRaw(wire, await world.alpha.actor('viewer'));

      expect(socket.handshake).toContain('101 Switching Protocols');
      expect(socket.handshake.toLowerCase()).not.toContain('sec-websocket-extensions');
    },
  );

  test(
    'a connection that gives no sign of life is ended',
    { tag: '@slow', annotation: covers({ check: 'WS-11', asvs: ['V15.2.2'] }) },
    async ({ world, wire }) => {
      const viewer = await world.alpha.actor('viewer');
      const dead = await openRaw(wire, viewer);
      const alive = await viewer.live.open(notificationChannel);

      expect(await dead.closing).toBe(1006);

      expect(dead.count(OPCODE.ping)).toBe(1);
      expect(alive.isOpen).toBe(true);
    },
  );
});
