import { loadLeague, shippedLeague } from '#leagues/definition/load-league.js';
import { conductsOfLeague, type MatchConduct } from '#leagues/run/match-task.js';
import { seatKind } from '#leagues/pairing/entrants.js';
import { comparedObstacle } from '#leagues/scenario-files/auction/compared-market.js';
import { checkSolvable } from '#leagues/scenario-files/check-solvable.js';
import { loadScenario } from '#leagues/scenario-files/load-scenario.js';
import { mechanismSeats, partsOf } from '#leagues/scenario-files/mechanisms.js';
import type { DrawnMarket } from '#leagues/scenario-files/scenario.js';
import type { LpSolver } from '#market/lp/lp-solver.port.js';
import type { LeagueTrial, TrialSetting } from '#sandbox/admission/league-trials.js';
import { trialIn } from '#sandbox/admission/trial-markets.js';
import { changedLimits, defaultSandboxLimits, type SandboxLimits } from '#sandbox/calls/limits.js';
import { conducted } from '../conducted.js';
import { withFirstDay } from './with-first-day.js';
import { InputError } from '../../input-error.js';
import { unplayable } from '../playable.js';

/** Of the market's own work in one trial. */
export const TRIAL_SECONDS = 20;

/** An example draw of a scenario as a league plays it, as a trial. */
export function trialSetting(conduct: MatchConduct, drawn: DrawnMarket): TrialSetting {
  const played = conducted(drawn, conduct, 'admission');
  const { auction, instance } = played;
  if (auction) return { market: { ...auction, id: instance.id }, limits: limitsOf(conduct) };
  const trial = trialIn(withFirstDay(played));
  const matchSeconds = Math.min(trial.rules.matchSeconds, TRIAL_SECONDS);
  return {
    market: { ...trial, rules: { ...trial.rules, matchSeconds } },
    limits: limitsOf(conduct, trial.rules.maxOrders),
  };
}

export function trialName(scenario: string, [first, ...others]: readonly string[]): string {
  return `scenario ${scenario} of league ${first!}${others.length > 0 ? ` and ${others.length} more` : ''}`;
}

/**
 * What a server would try a plugin in for leagues, by name or file: each scenario once under the same rules. Throws `LeagueError`,
 * `ScenarioError`, `InputError`.
 */
export async function trialsOfLeagues(
  namesOrFiles: readonly string[],
  solver: LpSolver,
): Promise<LeagueTrial[]> {
  const paths = await Promise.all(namesOrFiles.map(async (one) => (await shippedLeague(one)) ?? one));
  const leagues = await Promise.all(paths.map(loadLeague));
  const played = leagues.flatMap((league) =>
    conductsOfLeague(league).flatMap((conduct) => {
      const { compared } = conduct;
      const seats = compared ? mechanismSeats[partsOf(compared).mechanism] : seatKind(league);
      return league.scenarios.map((name) => ({ name, league: league.id, conduct, seats }));
    }),
  );
  const alike = Map.groupBy(played, ({ name, conduct, seats }) => JSON.stringify([name, conduct, seats]));
  return Promise.all(
    [...alike.values()].map(async (same) => {
      const { name, conduct, seats } = same[0]!;
      const scenario = await loadScenario(name);
      const drawn = scenario.draw('admission');
      const { compared } = conduct;
      const obstacle = compared ? comparedObstacle(drawn, compared) : unplayable(scenario, seats);
      if (obstacle !== null) throw new InputError(`${name}: ${obstacle}`);
      checkSolvable(drawn, solver, name);
      const setting = trialSetting(conduct, drawn);
      const title = trialName(
        scenario.id,
        same.map(({ league }) => league),
      );
      return { name: title, open: () => Promise.resolve(setting) };
    }),
  );
}

/** Counted budgets are the league's; of time and memory there is no less than everywhere, which are this machine's affair. */
function limitsOf({ limits = {} }: MatchConduct, orders?: number): SandboxLimits {
  const { solves, iterations, milliseconds, seatMilliseconds, megabytes } = limits;
  const usual = defaultSandboxLimits;
  return changedLimits({
    ...(orders !== undefined && { orders }),
    ...{ solves, iterations },
    milliseconds: Math.max(usual.milliseconds, milliseconds ?? 0),
    seatMilliseconds: Math.max(usual.seatMilliseconds, seatMilliseconds ?? 0),
    megabytes: Math.max(usual.megabytes, megabytes ?? 0),
  });
}
