import type { AgentProblem } from '#market/instance.js';
import { BundleModel } from '#market/agent/bundle-model.js';
import { RoundBundles } from '#market/agent/round-bundles.js';
import { RoundValues } from '#market/agent/round-values.js';
import { ValueModel } from '#market/agent/value-model.js';
import type { LpSolver } from '#market/lp/lp-solver.port.js';
import type { SeatView } from '#market/traders.port.js';

type Bundles = Pick<RoundBundles, 'begin' | 'search' | 'dispose'>;
type Values = Pick<RoundValues, 'begin' | 'valueAt' | 'dispose'>;

/** What a seat's tools are made of, seen from inside. */
interface Seat {
  readonly solver: LpSolver;
  readonly problem: AgentProblem;
}

/**
 * Plays with tools as they were before they became functions: nothing is solved that the strategy does not ask, and every
 * question starts where the last one ended, whatever it was. So answers depend on what was asked before; for measurements only.
 */
export async function withWarmTools<Result>(play: () => Promise<Result>): Promise<Result> {
  const functions = { bundles: methodsOf(RoundBundles), values: methodsOf(RoundValues) };
  Object.assign(RoundBundles.prototype, warmBundles());
  Object.assign(RoundValues.prototype, warmValues());
  try {
    return await play();
  } finally {
    Object.assign(RoundBundles.prototype, functions.bundles);
    Object.assign(RoundValues.prototype, functions.values);
  }
}

function methodsOf(tool: { readonly prototype: object }): object {
  const { constructor: _, ...methods } = Object.getOwnPropertyDescriptors(tool.prototype);
  return Object.fromEntries(Object.entries(methods).map(([name, { value }]) => [name, value as unknown]));
}

function warmBundles(): Bundles {
  const models = new WeakMap<object, BundleModel>();
  const views = new WeakMap<object, SeatView>();
  return {
    begin(view) {
      views.set(this, view);
    },
    search(prices, iterationLimit) {
      const model = made(models, this, ({ solver, problem }) => new BundleModel(solver, problem));
      const outcome = model.search(prices, views.get(this)!, { iterationLimit });
      return { outcome, iterations: model.lastIterations };
    },
    dispose() {
      models.get(this)?.dispose();
      (this as unknown as { readonly rounds: BundleModel }).rounds.dispose();
    },
  };
}

function warmValues(): Values {
  const models = new WeakMap<object, ValueModel>();
  return {
    begin() {},
    valueAt(allocation, iterationLimit) {
      const model = made(models, this, ({ solver, problem }) => new ValueModel(solver, problem));
      const outcome = model.valueAt(allocation, { iterationLimit });
      return { outcome, iterations: model.lastIterations };
    },
    dispose() {
      models.get(this)?.dispose();
    },
  };
}

function made<Model>(models: WeakMap<object, Model>, tool: object, make: (seat: Seat) => Model): Model {
  const known = models.get(tool) ?? make(tool as Seat);
  models.set(tool, known);
  return known;
}
