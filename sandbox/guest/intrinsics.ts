/**
 * The built-ins that the guest's own code relies on, taken before any plugin code has run: what a
 * plugin does to `Array.prototype` or `JSON` afterwards only confuses itself.
 */
export type Method = (...values: unknown[]) => unknown;

export const { apply, construct } = Reflect;
export const { freeze, getPrototypeOf, hasOwn } = Object;
export const { isFinite } = Number;
export const { stringify } = JSON;
export const { floor } = Math;
export const evaluate = globalThis.eval;
export const NumberArray = Float64Array;
export const text = String;
export const ErrorType = Error;

const typedArray = Object.getPrototypeOf(Float64Array.prototype) as object;
const slice = methodOf(String.prototype, 'slice');
const joinNumbers = methodOf(typedArray, 'join');
const getBuffer = accessorOf(typedArray, 'buffer');
const kindOfArray = accessorOf(typedArray, Symbol.toStringTag);
export const typedArrayLength = accessorOf(typedArray, 'length');
const hasInstance = methodOf(Function.prototype, Symbol.hasInstance);
const { defineProperty } = Object;

/** A method taken from its owner, to be called with `apply`. */
export function methodOf(owner: object, name: PropertyKey): Method {
  return (owner as Readonly<Record<PropertyKey, Method>>)[name]!;
}

function accessorOf(owner: object, name: PropertyKey): Method {
  return methodOf(Object.getOwnPropertyDescriptor(owner, name)!, 'get');
}

/** The first `length` characters. */
export function start(value: string, length: number): string {
  return apply(slice, value, [0, length]) as string;
}

export function bufferOf(numbers: Float64Array): ArrayBuffer {
  return apply(getBuffer, numbers, []) as ArrayBuffer;
}

/** The entries of a typed array as a text, or null if it is none. */
export function numbersText(value: object): string | null {
  return isTypedArray(value) ? `[${apply(joinNumbers, value, [', ']) as string}]` : null;
}

/** The name of its kind is a typed array's alone, whatever its prototype. */
export function isTypedArray(value: object): boolean {
  return apply(kindOfArray, value, []) !== undefined;
}

/** Whether it comes from `Error`, whatever a plugin makes of `instanceof`. */
export function isError(value: object): boolean {
  return apply(hasInstance, ErrorType, [value]) as boolean;
}

/** As JSON, without `toJSON` of a prototype. */
export function fieldsText(fields: { readonly [name: string]: string }): string {
  return stringify({ __proto__: null, ...fields });
}

/** Puts something of the guest's in the place of a built-in. */
export function replace(owner: object, name: string, value: unknown): void {
  defineProperty(owner, name, { value, writable: true, configurable: true, enumerable: false });
}
