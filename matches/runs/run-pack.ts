import type { RunPlan } from '#leagues/pairing/run-plan.js';
import { dayOfSeed } from '#leagues/scenario-files/days/seed-on-day.js';
import { designMatrix } from '#leagues/pairing/design-matrix.js';
import { paperPack } from '#results/export/paper-pack.js';
import { contestantNames } from '#results/standings/contestant-names.js';
import { carriedPackages } from '../bundles/carried-packages.js';
import type { ScenarioPackages, RunHead } from '../bundles/run-head.js';
import { runBoards, type RunResults } from './run-boards.js';

/** The paper pack of a run: file name to content. `packages`: of its scenarios, those there are. */
export function runPack(
  head: Omit<RunHead, 'plugins'>,
  packages: ScenarioPackages,
  results: RunResults,
): ReadonlyMap<string, string> {
  const { id, definition, plan, anchor, packages: scenarios, lookAnchors, cancelled } = head;
  const carried = carriedPackages(head, packages);
  const boards = runBoards(definition, plan, results);
  const engine = results.all[0]?.report.engine ?? null;
  return paperPack({
    title: `${definition.title}${cancelled ? ` (cancelled after ${boards.agents.blocks} of ${boards.agents.cancelledOf} blocks)` : ''}`,
    provenance: {
      run: id,
      engine,
      seed: plan.seed,
      submissions: plan.submissions,
      ...(scenarios && { scenarios }),
      anchor,
      ...(lookAnchors && { looks: plan.looks, lookAnchors }),
      ...(cancelled && { cancelled }),
    },
    matches: results.scored,
    boards: [boards.agents, boards.dealers],
    dealerEffects: boards.effects,
    submissions: plan.submissions,
    design: designMatrix(plan.matches, contestantNames(plan.submissions)),
    days: drawnDays(plan, results),
    attached: new Map(carried.map(({ id, content }) => [`scenario-${id}.json`, content])),
  });
}

/** By scenario the days of the blocks that were scored; of those that draw days. */
function drawnDays({ matches }: RunPlan, { scored }: RunResults): ReadonlyMap<string, readonly string[]> {
  const blocks = new Set(scored.map(({ place }) => place.block));
  const days = matches.flatMap(({ block, scenario, seed }) => {
    const day = blocks.has(block) ? dayOfSeed(seed)?.day : undefined;
    return day === undefined ? [] : [{ scenario, day }];
  });
  const byScenario = Map.groupBy(days, ({ scenario }) => scenario);
  return new Map(
    [...byScenario].map(([scenario, list]) => [scenario, [...new Set(list.map(({ day }) => day))].sort()]),
  );
}
