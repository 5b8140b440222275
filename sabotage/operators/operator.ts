import type { Operation } from '../../contract/operations.ts';
import type { Rule } from '../../contract/policy.ts';
import type { ShapeLines } from '../../contract/shapes/recorded-shape.ts';
import type { Family } from '../prove/trial.ts';
import type { Acquaintances, Identity } from '../proxy/acquaintances.ts';
import type { AnswerMemory } from '../proxy/answer-memory.ts';
import type { Answer, Headers, SentRequest } from '../proxy/message.ts';

/** What a defect is made for: an operation with what contract and policy say of it. */
export interface Place {
  operation: Operation;
  rule: Rule;
  /** The recorded shape of each answer, by status. */
  shapes: ReadonlyMap<number, ShapeLines>;
}

/** A call that is about to be spoiled. */
export interface Call {
  operation: Operation;
  rule: Rule;
  request: SentRequest;
  caller: Identity;
  /** What a browser of the same test that is signed in would send along; `null` without one. */
  session: Headers | null;
  known: Acquaintances;
  memory: AnswerMemory;
  /** Status that the same call of the same test had on the clean target; `null` where the test made no such call. */
  usual: number | null;
  /** Sends the request on, or another one in its place. */
  forward: (request?: SentRequest) => Promise<Answer>;
}

/** What the caller gets, and whether it is another answer, or had another effect, than the target's own. */
export interface Spoiled {
  answer: Answer;
  spoiled: boolean;
}

/** One of several defects that an operator makes of an operation. */
export interface Variant {
  /** Empty where there is only one. */
  name: string;
  /** What is wrong, as a user would say it. */
  text: string;
}

/** A way of breaking calls. */
export interface Operator {
  name: string;
  family: Family;
  /** Whether what it does may change what other tests of the worker rely on. */
  endsWorld: (place: Place) => boolean;
  /** The defects that this operator makes of an operation; none where it could change nothing. */
  variants: (place: Place) => readonly Variant[];
  /** Whether a call of the clean run is one that the defect would have changed: tests that make such calls are tried first. */
  meets: (variant: string, call: RecordedCall) => boolean;
  spoil: (call: Call, variant: string) => Promise<Spoiled>;
}

/** A call as it was on the clean target. */
export interface RecordedCall {
  status: number;
  /** `analyst`, `owner by cookie`, `key read`, `anonymous`, `operator`, `unknown`; `… of another site` where a page of one calls. */
  caller: string;
}

/** Whether a call succeeded. */
export function succeeds(_variant: string, { status }: RecordedCall): boolean {
  return status < 300;
}

/** An operator's work on a finished answer: another one, or `null` where there is nothing to spoil. */
export type AnswerSpoiler = (answer: Answer, call: Call, variant: string) => Answer | null;

/** Forwards honestly and spoils the answer. */
export function afterwards(spoiler: AnswerSpoiler): Operator['spoil'] {
  return async (call, variant) => {
    const honest = await call.forward();
    const answer = spoiler(honest, call, variant);
    return answer === null ? { answer: honest, spoiled: false } : { answer, spoiled: true };
  };
}

/** Lets a call through as it is. */
export async function untouched(call: Call): Promise<Spoiled> {
  return { answer: await call.forward(), spoiled: false };
}

/** The one variant of an operator that has only one. */
export function single(text: string): readonly Variant[] {
  return [{ name: '', text }];
}
