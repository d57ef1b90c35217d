import { existsSync, readFileSync } from 'node:fs';
import { setFlagsFromString } from 'node:v8';
import ivm from 'isolated-vm';

/** A heap from which isolates start. */
export type Snapshot = ivm.ExternalCopy<ArrayBuffer>;

/**
 * The heap that an earlier process of the same server has left in `kept`; else one made here, which `made` has for
 * those to come (process-image.ts).
 */
export function guestSnapshot(
  guestProgram: string,
  kept: URL,
): { readonly snapshot: Snapshot; readonly made?: ArrayBuffer } {
  if (existsSync(kept)) return { snapshot: new ivm.ExternalCopy(Uint8Array.from(readFileSync(kept)).buffer) };
  const snapshot = makeSnapshot(guestProgram);
  return { snapshot, made: snapshot.copy() };
}

/**
 * A heap with the guest program loaded and compiled, not started: V8 adds some globals after a heap has been read, so
 * they can be hardened in each isolate only. All functions are compiled, whether they will be called or not: how
 * deep a plugin can recurse must not depend on which of them have run.
 */
function makeSnapshot(guestProgram: string): Snapshot {
  const code = `Object.defineProperty(globalThis, 'startGuest', { configurable: true, value: (() => {
${guestProgram}
return guest.startGuest;
})() });`;
  setFlagsFromString('--no-lazy');
  try {
    return ivm.Isolate.createSnapshot([{ code, filename: 'guest.js' }]);
  } finally {
    setFlagsFromString('--lazy');
  }
}

/** Starts the guest in a context of the snapshot. The name is gone before a plugin could find it. */
export const START_GUEST =
  'const { startGuest } = globalThis; delete globalThis.startGuest; return startGuest($0, $1);';
