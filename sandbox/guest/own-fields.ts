import { apply, getPrototypeOf, hasOwn, isTypedArray, typedArrayLength } from './intrinsics.js';

/** Every object has them, so what a plugin puts there would answer for whatever nobody has said. */
const objects = Object.prototype;
const arrays = Array.prototype;
const functions = Function.prototype;

/**
 * What a plugin's object says under a name: its own field or one of its class, never one that stands on the
 * prototypes that all objects share. Absent is undefined. May run the plugin's code, as the object may be a proxy.
 */
export function ownField(object: object, name: PropertyKey): unknown {
  let holder: object | null = object;
  while (holder !== null && holder !== objects && holder !== arrays && holder !== functions) {
    if (hasOwn(holder, name)) return (object as Readonly<Record<PropertyKey, unknown>>)[name];
    holder = getPrototypeOf(holder) as object | null;
  }
  return undefined;
}

/** The length of an array or typed array as it is, of anything else as it says. */
export function lengthOf(list: object): unknown {
  return isTypedArray(list) ? apply(typedArrayLength, list, []) : ownField(list, 'length');
}

/** What indexes, and no name, lead to. */
export interface Entries {
  readonly [index: number]: unknown;
}

/** An entry of a list; a hole is undefined, whatever stands on the prototype. */
export function entryOf(list: object, index: number): unknown {
  return hasOwn(list, index) ? (list as Entries)[index] : undefined;
}
