import type { ApiClient } from '../../api-clients/api-client.ts';
import type { Credential } from '../../api-clients/http/credential.ts';
import type { Channel, LiveSocket } from '../../api-clients/live/socket.ts';
import type { Share } from '../arrivals/arrival-stream.ts';
import type { Flow } from '../engine/flow.ts';

/** An identity that a generator calls as; plain data. */
export interface LoadActor {
  /** Name in figures and errors. */
  name: string;
  /** Canary of its tenant; `null` without one. */
  canary: string | null;
  /** As it stands, or an account that is signed in to and kept signed in. */
  as: Credential | { kind: 'account'; email: string; password: string };
}

/** What a module of flows is given on its thread. */
export interface FlowTools<Input> {
  input: Input;
  /** The part of the arrivals that this generator starts. */
  share: Share;
  /** A typed client over undici; its exchanges are counted by operation, and some of them judged by the passive oracles. */
  client: (actor: LoadActor) => Promise<ApiClient>;
  /** Opens a channel as an actor; its frames are read by the channel's schema. Throws where the target refuses. */
  open: <Message>(actor: LoadActor, channel: Channel<Message>) => Promise<LiveSocket<Message>>;
  /** Origin of the target, for what no client would send. */
  targetUrl: string;
}

/** Prepares a flow on the thread of its generator; exported as `begin` by each module of flows. */
export type Begin<Input> = (tools: FlowTools<Input>) => Flow | Promise<Flow>;
