import type { Channel } from '../live/socket.ts';
import { type StreamMessage, streamMessageSchema } from './schemas.ts';

/** The channel that shows a stream's points as they come. */
export function streamChannel(id: string): Channel<StreamMessage> {
  return { path: `/streams/${id}/live`, schema: streamMessageSchema };
}
