import { describe, expect, test } from 'vitest';
import { frameOperators } from '../../../sabotage/operators/spoiled-frames.ts';
import { FrameReader, textFrame } from '../../../sabotage/proxy/frames.ts';

describe('Frames of a WebSocket', () => {
  test.each([0, 5, 125, 126, 60_000, 70_000])('of %i bytes are read as they were written', (length) => {
    const frames = new FrameReader().read(textFrame('x'.repeat(length)));

    expect(frames.map(({ opcode, payload }) => [opcode, payload.length])).toEqual([[1, length]]);
  });

  test('are found wherever the network cuts', () => {
    const bytes = Buffer.concat([textFrame('one'), textFrame('y'.repeat(300)), textFrame('three')]);
    const reader = new FrameReader();

    const frames = [...bytes].flatMap((byte) => reader.read(Buffer.from([byte])));

    expect(frames.map(({ payload }) => payload.toString())).toEqual(['one', 'y'.repeat(300), 'three']);
  });
});

describe('The operators of sockets', () => {
  const message = '{"type":"alert","name":"Payments cnry0123456789abcdef"}';
  const after = (name: string, times = 1): string[] => {
    const spoiler = frameOperators.find((operator) => operator.name === name)?.make();
    const sent: Buffer[] = [];
    for (let index = 0; index < times; index += 1) {
      const [frame] = new FrameReader().read(textFrame(message));
      if (frame !== undefined) spoiler?.frame(frame, (raw) => sent.push(raw));
    }
    return new FrameReader().read(Buffer.concat(sent)).map(({ payload }) => payload.toString());
  };

  test('lose, double and break messages', () => {
    expect(after('WS-dropped', 2)).toEqual([message]);
    expect(after('WS-doubled')).toEqual([message, message]);
    expect(after('WS-broken')).toEqual([message.slice(0, -1)]);
  });

  test('show the message of another tenant', () => {
    expect(after('WS-crossed')).toEqual([message, message.replace('0123456789abcdef', '00000000deadbeef')]);
  });

  test('leave pings and closings alone', () => {
    const ping = Buffer.from([0x89, 0x00]);

    for (const { make } of frameOperators) {
      const sent: Buffer[] = [];
      const [frame] = new FrameReader().read(ping);
      if (frame !== undefined) make().frame(frame, (raw) => sent.push(raw));
      expect(sent).toEqual([ping]);
    }
  });
});
