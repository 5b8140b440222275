import type { Contract } from '../../contract/contract.ts';
import { SHAPES_FILE, type ShapeLines } from '../../contract/shapes/recorded-shape.ts';
import { handshakeOperators, operators } from '../operators/catalogue.ts';
import type { Handshake } from '../operators/handshake.ts';
import type { Place, RecordedCall } from '../operators/operator.ts';
import { frameOperators } from '../operators/spoiled-frames.ts';
import type { ProxyDefect } from './defect.ts';
import { equivalence } from './equivalents.ts';
import { readFileSync } from 'node:fs';
import { z } from 'zod';

const shapesSchema = z.record(z.string(), z.record(z.string(), z.string()));

/** A defect that would change nothing anybody could see, and why it is left out. */
export interface LeftOut {
  id: string;
  reason: string;
}

export interface Population {
  defects: readonly ProxyDefect[];
  leftOut: readonly LeftOut[];
}

/** Every defect that the proxy can commit on this contract: operator × operation × identity. It grows with the contract. */
export function populationOf(contract: Contract, shapes: ReadonlyMap<string, ShapeLines>): Population {
  const all = [
    ...contract.operations.flatMap((operation) => ofCalls(placeOf(contract, operation.id, shapes))),
    ...ofChannels(contract),
  ];
  const judged = all.map((defect) => ({ defect, reason: equivalence(defect.id) }));
  return {
    defects: judged.flatMap(({ defect, reason }) => (reason === null ? [defect] : [])),
    leftOut: judged.flatMap(({ defect: { id }, reason }) => (reason === null ? [] : [{ id, reason }])),
  };
}

/** The recorded shape of each answer: `auth.login 200`. */
export function recordedShapes(): ReadonlyMap<string, ShapeLines> {
  return new Map(Object.entries(shapesSchema.parse(JSON.parse(readFileSync(SHAPES_FILE, 'utf8')))));
}

function placeOf(contract: Contract, id: string, shapes: ReadonlyMap<string, ShapeLines>): Place {
  const operation = contract.operation(id);
  const own = [...operation.responses.keys()].flatMap((status) => {
    const lines = shapes.get(`${id} ${status}`);
    return lines === undefined ? [] : [[status, lines] as const];
  });
  return { operation, rule: contract.rule(id), shapes: new Map(own) };
}

function ofCalls(place: Place): ProxyDefect[] {
  const { id } = place.operation;
  return operators.flatMap((operator) =>
    operator.variants(place).map(({ name, text }) => ({
      id: [operator.name, id, ...(name === '' ? [] : [name])].join(':'),
      family: operator.family,
      area: id.split('.', 1)[0] ?? id,
      text,
      place: id,
      endsWorld: operator.endsWorld(place),
      meets: (call) => operator.meets(name, call),
      spoil: (call) => operator.spoil(call, name),
      admit: null,
      frames: null,
    })),
  );
}

function ofChannels({ policy }: Contract): ProxyDefect[] {
  return [...policy.channels.values()].flatMap((channel) => {
    const ground = {
      area: channel.path.split('/')[1] ?? 'live',
      place: `socket ${channel.path}`,
      endsWorld: false,
      spoil: null,
    };
    const messages = frameOperators.map(({ name, does, make }) => ({
      ...ground,
      id: `${name}:${channel.path}`,
      family: 'WS' as const,
      text: `${channel.path} ${does}.`,
      meets: ({ status }: RecordedCall) => status === 101,
      admit: null,
      frames: make,
    }));
    const handshakes = handshakeOperators.flatMap((operator) =>
      operator.variants(channel).map(({ name, text }) => ({
        ...ground,
        id: [operator.name, channel.path, ...(name === '' ? [] : [name])].join(':'),
        family: operator.family,
        text,
        meets: (call: RecordedCall) => operator.meets(name, call),
        admit: (handshake: Handshake) => operator.admit(handshake, name),
        frames: null,
      })),
    );
    return [...messages, ...handshakes];
  });
}
