import type { PluginCode } from '../answering/seat-host.js';
import type { SandboxLimits } from '../calls/limits.js';
import type { SeatCall } from '../calls/seat-call.js';

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
  | { readonly kind: 'ready' }
  | { readonly kind: 'opened' }
  | { readonly kind: 'results'; readonly batch: number; readonly results: readonly unknown[] }
  | { readonly kind: 'closed' };
