import { leagueFrom } from '#leagues/definition/load-league.js';
import type { SettlementRule } from '#market/instance.js';
import { shippedPlugins } from '../play/line-ups/reference-plugins.js';
import { playLeague, usualWorkers, type PlayedLeague } from '../workers/play-league.js';

/** Dealer policies on one scenario: the same blocks, mixes and trades, settled by either rule. */
export type BothSettlements = Readonly<Record<SettlementRule, PlayedLeague>>;

export const settlementRules = ['path', 'final'] as const satisfies readonly SettlementRule[];

/** Who sits in the seats: who states what trades are worth, who hides a part of it, and both. */
const strategies = ['truthful', 'shaded'];

export interface SettlementStudy {
  readonly scenario: string;
  readonly blocks: number;
  readonly roundCap: number;
  /** absent: as many as there are cores but one */
  readonly workers?: number;
  readonly onMatch?: (done: number, total: number) => void;
}

/** Plays every dealer policy that comes along under both rules of settlement. Throws `PlanError`, `ScenarioError`. */
export async function settlementStudy(study: SettlementStudy): Promise<BothSettlements> {
  const { scenario, blocks, roundCap, workers = usualWorkers(), onMatch } = study;
  const plugins = await shippedPlugins();
  const under = (settlement: SettlementRule, before: number): Promise<PlayedLeague> => {
    const definition = leagueFrom(
      {
        ...{ id: 'settlement-study', title: 'Dealer policies under both settlement rules' },
        ...{ format: 'dealer-comparison', scenarios: [scenario], blocks, roundCap, settlement },
        ...{ entrants: strategies, dealers: 'all' },
      },
      'settlement study',
    );
    return playLeague({
      ...{ definition, plugins, workers, run: 1, ledger: 'memory' },
      onMatch: (done, total) => onMatch?.(before * total + done, 2 * total),
    });
  };
  return { path: await under('path', 0), final: await under('final', 1) };
}
