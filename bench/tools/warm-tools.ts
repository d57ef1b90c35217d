import type { AgentProblem } from '#market/instance.js';
import { BundleModel } from '#market/agent/bundle-model.js';
import { RoundBundles } from '#market/agent/round-bundles.js';
import { RoundValues } from '#market/agent/round-values.js';
import { ValueModel } from '#market/agent/value-model.js';
import type { LpSolver } from '#market/lp/lp-solver.port.js';
import type { SeatView } from '#market/traders.port.js';

type Bundles = Pick<RoundBundles, 'begin' | 'ask' | 'search' | 'dispose'>;
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
  const tools = [
    { prototype: RoundBundles.prototype, warm: warmBundles() },
    { prototype: RoundValues.prototype, warm: warmValues() },
  ].map(({ prototype, warm }) => ({
    ...{ prototype, functions: Object.getOwnPropertyDescriptors(prototype) },
    warm: Object.getOwnPropertyDescriptors(warm),
  }));
  for (const { prototype, warm } of tools) Object.defineProperties(prototype, warm);
  try {
    return await play();
  } finally {
    for (const { prototype, functions } of tools) Object.defineProperties(prototype, functions);
  }
}

function warmBundles(): Bundles {
  const models = new WeakMap<object, BundleModel>();
  const views = new WeakMap<object, SeatView>();
  return {
    begin(view) {
      views.set(this, view);
    },
    ask() {},
    search(prices, iterationLimit) {
      const model = made(models, this, ({ solver, problem }) => new BundleModel(solver, problem));
      const view = views.get(this)!;
      const outcome = model.search(prices, view, { iterationLimit });
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
