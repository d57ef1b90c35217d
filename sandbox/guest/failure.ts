import { ErrorType, fieldsText, start, text } from './intrinsics.js';
import { errorLimits } from './limits.js';
import { ownField } from './own-fields.js';

/** What the guest tells the host when a call went wrong; the first letter names the kind. */
const letters = { threw: 't', invalid: 'i', overBudget: 'b', outOfMemory: 'm' } as const;

const { message: LONGEST_MESSAGE, stack: LONGEST_STACK } = errorLimits;

/** Thrown by the guest's own checks; told apart from anything a plugin can throw by identity. */
const refusal = new ErrorType('refused');
let refusalReason = '';

/** Ends the call: the plugin answered what no plugin may answer. */
export function refuse(reason: string): never {
  refusalReason = reason;
  throw refusal;
}

let lastOverBudget: unknown = null;

/** The error a strategy meets when its budget is used up. It may catch it and answer what it has. */
export function overBudget(reason: string): Error {
  const error = new ErrorType(reason);
  lastOverBudget = error;
  return error;
}

/** The answer string of a call in which memory was refused. */
export function outOfMemoryAnswer(): string {
  return letters.outOfMemory;
}

/**
 * The answer string for something thrown. Reading the properties of a thrown object may run the
 * plugin's code; that happens here, inside the isolate and under its time limit, each property once.
 */
export function failureAnswer(thrown: unknown): string {
  if (thrown === refusal)
    return letters.invalid + fieldsText({ message: start(refusalReason, LONGEST_MESSAGE), stack: '' });
  let message = 'something that cannot be read';
  let stack = '';
  try {
    const isObject = (typeof thrown === 'object' && thrown !== null) || typeof thrown === 'function';
    if (isObject) {
      const name = ownField(thrown, 'name');
      const said = ownField(thrown, 'message');
      const trace = ownField(thrown, 'stack');
      message = typeof said === 'string' ? start(said, LONGEST_MESSAGE) : 'an object that is no Error';
      if (typeof name === 'string' && name !== '') message = start(name, 60) + ': ' + message;
      if (typeof trace === 'string') stack = start(trace, LONGEST_STACK);
    } else message = start(text(thrown), LONGEST_MESSAGE);
  } catch {
    stack = '';
  }
  const letter = thrown === lastOverBudget ? letters.overBudget : letters.threw;
  return letter + fieldsText({ message, stack });
}
