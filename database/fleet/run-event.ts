import type { RunState } from '../entities/run.entity.js';

export type RunEvent =
  | { readonly run: string; readonly type: 'match'; readonly match: string; readonly outcome: string }
  | {
      readonly run: string;
      readonly type: 'progress';
      readonly done: number;
      readonly total: number;
      readonly secondsLeft: number | null;
    }
  | { readonly run: string; readonly type: 'finished'; readonly state: RunState }
  /** it had failed, and is on again */
  | { readonly run: string; readonly type: 'retried' }
  /** it had finished, and is on again with more blocks */
  | { readonly run: string; readonly type: 'extended' };
