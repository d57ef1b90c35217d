import { apply, construct, methodOf, NumberArray, replace } from './intrinsics.js';

/** V8's words for a buffer that the seat's memory has no room for. */
const NO_ROOM = 'Array buffer allocation failed';

/**
 * Whether a buffer was refused for want of memory since a call last said so. How many fit differs from run to run, so
 * such a call ends as out of memory whatever the plugin makes of the error. Written without a call of
 * anything: the refusal may be met at the end of the stack.
 */
export const memory = { refused: false };

/** All that a buffer of fixed length has; whatever else V8 gives it, now or later, grows, moves or shares it. */
const partsOfBuffer: readonly PropertyKey[] = ['constructor', 'byteLength', 'slice', Symbol.toStringTag];
/** What makes buffers by V8's own constructors; at most two arguments each. */
const buildersOfArrays = ['slice', 'map', 'filter', 'toSorted', 'toReversed', 'with'];

/**
 * Lets a plugin have buffers of fixed length only, each of them counted: one that can grow reserves
 * address space of the process, which no seat's limit counts.
 */
export function guardBuffers(): void {
  const buffers = ArrayBuffer.prototype;
  for (const name of Reflect.ownKeys(buffers))
    if (!partsOfBuffer.includes(name)) Reflect.deleteProperty(buffers, name);
  guardMethod(buffers, 'slice');
  guardConstructor(ArrayBuffer, 1);

  const typedArray = Object.getPrototypeOf(Float64Array) as { readonly prototype: object };
  for (const name of buildersOfArrays) guardMethod(typedArray.prototype, name);
  for (const name of Reflect.ownKeys(globalThis)) {
    const value = (globalThis as Readonly<Record<PropertyKey, unknown>>)[name];
    if (typeof value === 'function' && Object.getPrototypeOf(value) === typedArray)
      guardConstructor(value as Constructor, 3);
  }
}

/** An array of zeros for the guest's own use. */
export function newNumbers(length: number): Float64Array {
  try {
    return new NumberArray(length);
  } catch (error) {
    if ((error as Error).message === NO_ROOM) memory.refused = true;
    throw error;
  }
}

type Constructor = new (...values: never[]) => object;

/** Puts another constructor in the place of `Real`, which nothing leads to any more. It takes no options. */
function guardConstructor(Real: Constructor, parameters: 1 | 3): void {
  const { name } = Real;
  function Guarded(first: unknown, second: unknown, third: unknown): unknown {
    if (!new.target) throw new TypeError(`Constructor ${name} requires 'new'`);
    const given = parameters === 1 ? [first] : [first, second, third];
    try {
      return construct(Real, given, new.target === Guarded ? Real : new.target);
    } catch (error) {
      if (typeof error === 'object' && (error as Error | null)?.message === NO_ROOM) memory.refused = true;
      throw error;
    }
  }
  for (const key of Reflect.ownKeys(Real))
    Object.defineProperty(Guarded, key, Object.getOwnPropertyDescriptor(Real, key)!);
  Object.setPrototypeOf(Guarded, Object.getPrototypeOf(Real) as object);
  replace(Real.prototype as object, 'constructor', Guarded);
  replace(globalThis, name, Guarded);
}

function guardMethod(owner: object, name: string): void {
  const real = methodOf(owner, name);
  const guarded = {
    [name](this: unknown, first: unknown, second: unknown): unknown {
      try {
        return apply(real, this, [first, second]);
      } catch (error) {
        if (typeof error === 'object' && (error as Error | null)?.message === NO_ROOM) memory.refused = true;
        throw error;
      }
    },
  };
  replace(owner, name, guarded[name]);
}
