/**
 * The built-ins that the guest's own code relies on, taken before any plugin code has run: what a
 * plugin does to `Array.prototype` or `JSON` afterwards only confuses itself.
 */
const { apply, construct, defineProperty } = Reflect;
const { freeze } = Object;
const { isFinite } = Number;
const { stringify } = JSON;
const { floor } = Math;
const slice = String.prototype.slice;
const push = Array.prototype.push;
const evaluate = globalThis.eval;
const NumberArray = Float64Array;
const text = String;
const ErrorType = Error;

export {
  apply,
  construct,
  defineProperty,
  ErrorType,
  evaluate,
  floor,
  freeze,
  isFinite,
  NumberArray,
  stringify,
  text,
};

export function append<T>(list: T[], item: T): void {
  apply(push, list, [item]);
}

/** The first `length` characters. */
export function start(value: string, length: number): string {
  return apply(slice, value, [0, length]) as string;
}

const getBuffer = Object.getOwnPropertyDescriptor(
  Object.getPrototypeOf(Float64Array.prototype),
  'buffer',
)!.get!;

export function bufferOf(numbers: Float64Array): ArrayBuffer {
  return apply(getBuffer, numbers, []) as ArrayBuffer;
}
