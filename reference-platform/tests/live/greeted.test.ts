import { describe, expect, it } from 'vitest';
import { Greeted } from '../../src/control/live/greeted.ts';

describe('the greeting of a channel', () => {
  it('comes before what was told earlier, in its order, and what is told later follows at once', () => {
    const sent: string[] = [];
    const greeted = new Greeted((frame) => sent.push(frame.toString()));

    greeted.tell(Buffer.from('active'));
    greeted.tell(Buffer.from('paused'));
    expect(sent).toEqual([]);

    greeted.greet(Buffer.from('hello'));
    expect(sent).toEqual(['hello', 'active', 'paused']);

    greeted.tell(Buffer.from('stopped'));
    expect(sent).toEqual(['hello', 'active', 'paused', 'stopped']);
  });
});
