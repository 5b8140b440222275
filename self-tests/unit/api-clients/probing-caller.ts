import type { z } from 'zod';
import { ApiCaller } from '../../../api-clients/api-caller.ts';
import { ApiClient } from '../../../api-clients/api-client.ts';
import type { Result } from '../../../api-clients/http/result.ts';
import type { OperationRequest, Transport } from '../../../api-clients/http/transport.ts';

/** What a method of a client sends, and what it takes for success. */
export interface ClientCall {
  /** Domain and method, as it is called: `datasets.create`. */
  method: string;
  request: OperationRequest;
  status: number;
  /** A JSON answer by its schema, another one by its media type, `null` for an empty one. */
  answer: { schema: z.ZodType } | { mediaType: string } | null;
}

/** What a method makes of a word that it was given, for example in `streams.${action}`. */
export const ANY_WORD = 'anything';

class Captured extends Error {}

const noTransport: Transport = {
  send: () => Promise.reject(new Captured()),
  dispose: () => Promise.resolve(),
};

/** Sends nothing: keeps what it was asked to send, and ends the method there. */
class ProbingCaller extends ApiCaller {
  readonly captured: Omit<ClientCall, 'method'>[] = [];

  constructor() {
    super({ transport: noTransport, credential: { kind: 'none' } });
  }

  override json<T>(request: OperationRequest, status: number, schema: z.ZodType<T>): Promise<Result<T>> {
    return this.#capture({ request, status, answer: { schema } });
  }

  override text(request: OperationRequest, mediaType: string): Promise<Result<string>> {
    return this.#capture({ request, status: 200, answer: { mediaType } });
  }

  override empty(request: OperationRequest): Promise<Result<null>> {
    return this.#capture({ request, status: 204, answer: null });
  }

  #capture(call: Omit<ClientCall, 'method'>): Promise<never> {
    this.captured.push(call);
    return Promise.reject(new Captured());
  }
}

/** Anything that a method may be given: an id, a list, an object whose every field is again anything. */
function anything(): unknown {
  return new Proxy(() => undefined, {
    get: (_target, key) => {
      if (key === Symbol.toPrimitive) return () => ANY_WORD;
      if (key === Symbol.iterator) return () => [][Symbol.iterator]();
      return key === 'then' ? undefined : anything();
    },
    apply: () => anything(),
    ownKeys: () => [],
  });
}

/** What every method of every domain client would send. Throws where a method fails before it sends anything. */
export async function clientCalls(): Promise<ClientCall[]> {
  const api = new ApiClient({ transport: noTransport, credential: { kind: 'none' } });
  const calls = await Promise.all(
    Object.entries(api).map(([domain, client]: [string, object]) => callsOf(domain, client)),
  );
  return calls.flat();
}

async function callsOf(domain: string, client: object): Promise<ClientCall[]> {
  const { constructor } = client;
  const prototype = prototypeOf(client);
  const names = Object.getOwnPropertyNames(prototype).filter((name) => name !== 'constructor');
  const calls = await Promise.all(
    names.map(async (name) => {
      const caller = new ProbingCaller();
      const probed: unknown = Reflect.construct(constructor, [caller]);
      const method: unknown = Reflect.get(prototype, name);
      if (typeof method !== 'function') return [];
      try {
        await Reflect.apply(method, probed, Array.from({ length: 6 }, anything));
      } catch (error) {
        if (!(error instanceof Captured)) throw error;
      }
      return caller.captured.map((call) => ({ method: `${domain}.${name}`, ...call }));
    }),
  );
  return calls.flat();
}

function prototypeOf(client: object): object {
  const prototype: unknown = Object.getPrototypeOf(client);
  if (typeof prototype === 'object' && prototype !== null) return prototype;
  throw new Error('a client that has no class');
}
