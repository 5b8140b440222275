import { connect, type Socket } from 'node:net';
import { connect as secureConnect } from 'node:tls';
import { FrameReader } from './frames.ts';
import { type SentRequest, withoutHeaders } from './message.ts';
import type { Upstream } from './upstream.ts';

/** What a defect does to the frames that a target sends: it passes them on, or others, when it likes. */
export interface FrameSpoiler {
  frame: (frame: { opcode: number; raw: Buffer; payload: Buffer }, send: (raw: Buffer) => void) => boolean;
}

export interface SocketRelay {
  upstream: Upstream;
  /** The handshake; its body is what came along with it. */
  request: SentRequest;
  socket: Socket;
  /** Makes the spoiler of one connection; `null` relays bytes as they come. */
  frames: (() => FrameSpoiler) | null;
  onSpoiled: () => void;
  /** Gets the status that the target answers to the handshake. */
  onAnswer: (status: number) => void;
}

/** Hands a connection over to the target as it is, beginning with what has come already. */
export function relayBytes(upstream: Upstream, socket: Socket, begun: Buffer): void {
  const target = joined(upstream, socket);
  target.write(begun);
  socket.pipe(target).pipe(socket);
}

/** A connection to the target that ends as the caller's does, and the other way round: closed, half closed or reset. */
function joined({ host, port, isSecure }: Upstream, socket: Socket): Socket {
  const options = { host, port, noDelay: true, allowHalfOpen: true };
  const target = isSecure ? secureConnect({ ...options, servername: host }) : connect(options);
  socket.on('error', () => target.resetAndDestroy());
  target.on('error', () => socket.resetAndDestroy());
  socket.on('close', () => target.destroy());
  target.on('close', () => socket.destroySoon());
  return target;
}

/** Connects a caller's socket with the target, handshake and all. */
export function relaySocket({ upstream, request, socket, frames, onSpoiled, onAnswer }: SocketRelay): void {
  const target = joined(upstream, socket);
  // Compressed frames could not be read.
  const headers =
    frames === null ? request.headers : withoutHeaders(request.headers, 'sec-websocket-extensions');
  const lines = headers.map(([name, value]) => `${name}: ${value}`);
  target.write(`${request.method} ${request.url} HTTP/1.1\r\n${lines.join('\r\n')}\r\n\r\n`, 'latin1');
  if (request.body.length > 0) target.write(request.body);
  target.once('data', (begun: Buffer) => onAnswer(statusIn(begun)));
  socket.pipe(target);
  if (frames === null) target.pipe(socket);
  else spoilFrames(target, socket, frames(), onSpoiled);
}

/** The status in the first line of an answer; 0 where it has none. */
function statusIn(begun: Buffer): number {
  return Number(/^HTTP\/1\.1 (\d{3})/.exec(begun.toString('latin1', 0, 12))?.[1] ?? 0);
}

function spoilFrames(target: Socket, socket: Socket, spoiler: FrameSpoiler, onSpoiled: () => void): void {
  const reader = new FrameReader();
  let head: Buffer | null = Buffer.alloc(0);
  const send = (raw: Buffer) => {
    // A caller who does not read is the target's to deal with: it must feel that nobody takes what it sends.
    if (socket.writable && !socket.write(raw)) target.pause();
  };
  socket.on('drain', () => target.resume());
  target.on('end', () => socket.end());
  const relay = (chunk: Buffer) => {
    let frames = chunk;
    if (head !== null) {
      head = Buffer.concat([head, chunk]);
      const end = head.indexOf('\r\n\r\n');
      if (end === -1) return;
      if (statusIn(head) !== 101) {
        // A refusal has a body, and no frames.
        send(head);
        target.off('data', relay);
        target.pipe(socket);
        return;
      }
      send(head.subarray(0, end + 4));
      frames = head.subarray(end + 4);
      head = null;
    }
    for (const frame of reader.read(frames)) if (spoiler.frame(frame, send)) onSpoiled();
  };
  target.on('data', relay);
}
