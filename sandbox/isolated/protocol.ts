import type { PluginCode } from '../answering/seat-host.js';
import type { SandboxLimits } from '../calls/limits.js';
import type { SeatCall } from '../calls/seat-call.js';

/**
 * Where the parent keeps, beside the process's program, what the first process has made of the guest's. Another V8, put in
 * the place of this one while a server runs, does not find it.
 */
export const SNAPSHOT_FILE = `guest-${process.versions.v8}.snapshot`;

/** What the parent sends. */
export type ToProcess =
  | {
      readonly kind: 'open';
      readonly plugin: PluginCode;
      readonly limits: SandboxLimits;
      /** so many it will play at most */
      readonly seats: number;
    }
  | {
      readonly kind: 'calls';
      readonly batch: number;
      readonly calls: readonly SeatCall[];
      /** how much longer than alone on the machine the process has lately taken; at least 1 */
      readonly stretch: number;
    }
  | { readonly kind: 'close' };

/** What the process sends. The parent believes none of it before it has looked (calls/reply-checks.ts). */
export type FromProcess =
  /** with what it made of the guest program, where nobody had before (guest-snapshot.ts) */
  | { readonly kind: 'ready'; readonly snapshot?: ArrayBuffer | undefined }
  | { readonly kind: 'opened' }
  | { readonly kind: 'results'; readonly batch: number; readonly results: readonly unknown[] }
  | { readonly kind: 'closed' };
