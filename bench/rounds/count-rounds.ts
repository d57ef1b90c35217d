import { loadScenario } from '#leagues/scenario-files/load-scenario.js';
import { scenarioFrom } from '#leagues/scenario-files/scenario-from.js';
import type { Scenario } from '#leagues/scenario-files/scenario.js';
import { MemoryLedger } from '#market/ledger/memory-ledger.js';
import { createHighsSolver } from '#market/lp/highs-solver.js';
import { playDays } from '#matches/play/play-days.js';
import { benchMatch } from '../market/bench-match.js';
import type { Day } from './days.js';

/** What the seeds took of one scenario under one dealer. */
export interface RoundCount {
  readonly day: string;
  readonly dealer: string;
  /** per seed, or per seed and day where a scenario has several; null: not closed within the cap */
  readonly rounds: readonly (number | null)[];
  /** of an average market; null: of several days they are not counted */
  readonly orders: number | null;
}

/** Plays truthful agents in this process, with the ledger in memory, on the seeds 1 to `seeds`, `cap` rounds at most. */
export async function countRounds(
  { id, scenario }: Day,
  dealer: string,
  seeds: number,
  cap: number,
): Promise<RoundCount> {
  const loaded =
    typeof scenario === 'string' ? await loadScenario(scenario) : await scenarioFrom(scenario, id);
  const names = Array.from({ length: seeds }, (_, i) => String(i + 1));
  if (!loaded.rolls) return { day: id, dealer, ...(await ofMatches(loaded, dealer, names, cap)) };
  if (typeof scenario !== 'string') throw new TypeError(`${id}: several days are played from a file`);
  const rounds: (number | null)[] = [];
  for (const seed of names) rounds.push(...(await ofDays(scenario, dealer, seed, cap)));
  return { day: id, dealer, rounds, orders: null };
}

async function ofMatches(
  scenario: Scenario,
  dealer: string,
  seeds: readonly string[],
  cap: number,
): Promise<Pick<RoundCount, 'rounds' | 'orders'>> {
  const solver = await createHighsSolver();
  const rounds: (number | null)[] = [];
  let orders = 0;
  for (const seed of seeds) {
    const drawn = scenario.draw(seed);
    const capped = { ...drawn, rules: { ...drawn.rules, roundCap: cap } };
    const match = await benchMatch(capped, solver, seed, new MemoryLedger(), dealer);
    rounds.push(match.report.outcome === 'converged' ? match.report.rounds : null);
    orders += match.rounds.reduce((sum, { newOrders }) => sum + newOrders, 0) / seeds.length;
  }
  return { rounds, orders };
}

/** Rounds of each of the days. */
async function ofDays(
  scenario: string,
  dealer: string,
  seed: string,
  cap: number,
): Promise<(number | null)[]> {
  const { report } = await playDays({
    ...{ scenario, agents: ['truthful'], dealer, seed, rules: { roundCap: cap } },
    ...{ chain: 'memory', dataFolder: 'nowhere', execution: 'in-process' },
  });
  return report.days.perDay.map(({ outcome, rounds }) => (outcome === 'converged' ? rounds : null));
}
