import { unpackBid, type UnpackedBid } from '../answering/answer-decoder.js';
import { readAnswer } from '../answering/guest-reply.js';
import { InvalidAnswerError, isRecord } from '../calls/reply-checks.js';
import { packBid } from '../guest/answers.js';
import { failureAnswer } from '../guest/failure.js';

// What goes over a line of JSON: lists in the place of typed arrays, null in that of an infinite number (a bound that is none, a
// bundle that cannot be honoured). All other numbers arrive to the last bit, there and back.

/** The same content as JSON knows it. */
export function toWire(content: unknown): unknown {
  if (ArrayBuffer.isView(content)) return Array.from(content as unknown as ArrayLike<number>);
  if (Array.isArray(content)) return content.map(toWire);
  if (typeof content !== 'object' || content === null) return content;
  return Object.fromEntries(Object.entries(content).map(([name, part]) => [name, toWire(part)]));
}

/** The answer of a strategy, read as the sandbox reads those of plugins, with the same words. Throws `InvalidAnswerError`. */
export function readWireBid(answer: unknown, m: number, most: number): UnpackedBid {
  let packed: Float64Array;
  try {
    packed = packBid(answer, m, most);
  } catch (refusal) {
    const told = readAnswer(failureAnswer(refusal), 0);
    throw new InvalidAnswerError(told.outcome === 'ok' ? '' : told.reason);
  }
  return unpackBid(packed, m, most);
}

/** A linear problem whose infinite bounds came as null; whether it is one, the tool finds out. */
export function problemFromWire(problem: unknown): unknown {
  if (!isRecord(problem)) return problem;
  const bounds = (name: string, without: number): object => {
    const list = problem[name];
    return Array.isArray(list) ? { [name]: list.map((value: unknown) => value ?? without) } : {};
  };
  return {
    ...problem,
    ...{ ...bounds('columnLower', -Infinity), ...bounds('columnUpper', Infinity) },
    ...{ ...bounds('rowLower', -Infinity), ...bounds('rowUpper', Infinity) },
  };
}
