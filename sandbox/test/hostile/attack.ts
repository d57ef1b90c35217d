import type { FailureRecord } from '#market/match/report/report.js';

type Kind = FailureRecord['kind'];

/** A plugin that means harm, and how the match must book it. */
export interface Attack {
  /** what it tries; its file name says it in short */
  readonly what: string;
  readonly kind: 'agent' | 'dealer';
  /** the culprit's failures may be of these kinds; empty: it may do it, and gains nothing */
  readonly expected: readonly Kind[];
  /** the plugin's source; `{{file}}` and `{{port}}` are replaced by a file and a port it must not reach */
  readonly source: string;
  /** the reference plugin that it trades like; default: one that stays silent */
  readonly playsLike?: string;
  /** matches to play one after the other in the same pool; default 1 */
  readonly matches?: number;
}

type Parts = Pick<Attack, 'what' | 'expected' | 'playsLike' | 'matches'> & {
  /** code at the top of the module */
  readonly module?: string;
  /** code at the start of `create(briefing)` */
  readonly create?: string;
  /** further members of what `create` returns */
  readonly members?: string;
};

/** An agent whose `bid(view, tools)` has this body; unless it returns something it submits nothing. */
export function anAgent({
  module,
  create,
  bid,
  members,
  ...rest
}: Parts & { readonly bid?: string }): Attack {
  return {
    ...rest,
    kind: 'agent',
    source: `
import { defineAgent } from '@gridleague/sdk';
${module ?? ''}
export default defineAgent({
  name: 'hostile',
  create(briefing) {
    ${create ?? ''}
    return {
      bid(view, tools) {
        const m = view.prices.length;
        ${bid ?? ''}
        return [];
      },
      ${members ?? ''}
    };
  },
});
`,
  };
}

/** A dealer whose `quote(view)` has this body; unless it returns something it is passive. */
export function aDealer({
  module,
  create,
  quote,
  members,
  ...rest
}: Parts & { readonly quote?: string }): Attack {
  return {
    ...rest,
    kind: 'dealer',
    source: `
import { defineDealer } from '@gridleague/sdk';
${module ?? ''}
export default defineDealer({
  name: 'hostile',
  create(briefing) {
    ${create ?? ''}
    return {
      quote(view) {
        const m = view.prices.length;
        ${quote ?? ''}
        return { offer: view.inventory };
      },
      ${members ?? ''}
    };
  },
});
`,
  };
}

/** A plugin given as a whole. */
export function aPlugin(attack: Omit<Attack, 'kind'> & { readonly kind?: Attack['kind'] }): Attack {
  return { kind: 'agent', ...attack };
}

/** Memory is watched from three sides; which of them sees a bomb first differs from run to run. */
export const someMemoryLimit: readonly Kind[] = ['out-of-memory', 'timed-out', 'process-lost', 'threw'];
/** The clock inside strikes, or the one outside that ends the process. */
export const someClock: readonly Kind[] = ['timed-out', 'process-lost'];
