import type { DrawnMarket, Scenario } from '#leagues/scenario-files/scenario.js';
import { countDays, type RollingDays, windowsOf } from '#market/energy/days/rolling-days.js';
import { MarketError } from '#market/errors.js';
import { createHighsSolver } from '#market/lp/highs-solver.js';
import type { LpSolver } from '#market/lp/lp-solver.port.js';
import type { PlayedMatch } from '#market/match/play-match.js';
import type { MatchReport, RoundRecord } from '#market/match/report.js';
import { agentSeats } from '#market/seating.js';
import { checkSolvable } from '#leagues/scenario-files/check-solvable.js';
import { InputError } from '../input-error.js';
import { conditionsOf } from '../ledger/chain-conduct.js';
import { chainNotices, openChain } from '../ledger/ledger-choice.js';
import type { SharedChain } from '../ledger/ledger-choice.js';
import { engineIdentity } from '../play/engine-identity.js';
import type { LineUp } from '../play/line-up.js';
import { markedLineUp } from '../play/marked-line-up.js';
import type { PlayRequest } from '../play/play-scenario.js';
import { playTask } from '../play/play-task.js';
import { dateOf } from './dates.js';
import type { DayRecord } from './day-record.js';
import { Journal } from './journal.js';
import { playDay } from './play-day.js';
import type { DayMarket } from './play-sessions.js';
import { type DaysReport, reportDays } from './report-days.js';

/** What `play` was asked for, and of days that follow one another. */
export interface DaysRequest extends PlayRequest {
  /** file that keeps each day as it ends, and from which a match goes on */
  readonly journal?: string;
  readonly onDay?: (record: DayRecord, of: number) => void;
}

export interface PlayedDays {
  readonly scenario: Scenario;
  readonly drawn: DrawnMarket;
  readonly rolling: RollingDays;
  readonly records: readonly DayRecord[];
  readonly report: DaysReport;
}

/** Plays the days of a scenario, one after the other. Throws `ScenarioError`, `PluginError`, `InputError`. */
export async function playDays(scenario: Scenario, request: DaysRequest): Promise<PlayedDays> {
  const { scenario: name, seed, chain: choice } = request;
  const solver = await createHighsSolver();
  const made = scenario.draw(seed);
  const drawn = { ...made, rules: { ...made.rules, ...request.rules } };
  const { rolling } = drawn;
  if (!rolling) throw new InputError(`${name}: has no days that follow one another`);
  checkSolvable(drawn, solver, name);
  const plugins = await markedLineUp(request.execution, request.agents, request.dealer, solver);
  try {
    for (const notice of [...chainNotices(choice, drawn.chain), ...(drawn.notices ?? [])])
      request.onNotice?.(`${name}: ${notice}`);
    const seats = plugins.identities(agentSeats(drawn.instance));
    const engine = await engineIdentity();
    const head = { scenario: scenario.id, seed, seats, dealer: plugins.dealer, execution: plugins.execution };
    const journal =
      request.journal === undefined
        ? null
        : await Journal.open(request.journal, {
            ...{ ...head, version: engine.version, rules: drawn.rules, rolling },
            foreseen: Array.from({ length: countDays(rolling) }, (_, day) =>
              windowsOf(rolling, day).map((window) => rolling.foresee(window)),
            ),
          });
    const records: DayRecord[] = [...(journal?.records ?? [])];
    const of = countDays(rolling);
    const chain = await openChain(choice, conditionsOf(drawn.chain));
    try {
      const market = dayMarket(
        { ...request, id: `${scenario.id}/${seed}` },
        { plugins, solver, chain, engine },
      );
      while (records.length < of) {
        const record = await dated(name, rolling, records.length, () =>
          playDay(drawn, rolling, records, market, solver),
        );
        records.push(record);
        await journal?.add(record);
        request.onDay?.(record, of);
      }
    } finally {
      await chain?.source.close();
    }
    const report = reportDays({ ...head, id: `${scenario.id}/${seed}`, engine, drawn, rolling, records });
    return { scenario, drawn, rolling, records, report };
  } finally {
    await plugins.close();
  }
}

interface Surroundings {
  readonly plugins: LineUp;
  readonly solver: LpSolver;
  readonly chain: SharedChain | null;
  readonly engine: MatchReport['engine'];
}

/** A market of a day as a match of its own, with strategies and a policy made for it. */
function dayMarket(
  { id, seed, scenario, onRound }: DaysRequest & { readonly id: string },
  { plugins, solver, chain, engine }: Surroundings,
): DayMarket {
  return async (drawn, day) => {
    let found: PlayedMatch | undefined;
    const { day: number, period } = day.toldDealer;
    const which = `day/${number}${period > 0 ? `/${period}` : ''}`;
    const match = `${id}/${which}`;
    const { report } = await playTask({
      ...{ id: match, seed: `${seed}/${which}`, drawn, lineUp: plugins, solver, engine, day },
      ledger: { chain: chain && chain.source, match, scenario },
      ...(onRound && { onRound: (round: RoundRecord) => onRound(round) }),
      onPlayed: (played) => (found = played),
    });
    return { played: found!, report };
  };
}

/** What goes wrong on a day is told with its date. */
async function dated<T>(
  name: string,
  { truth, bounds }: RollingDays,
  day: number,
  play: () => Promise<T>,
): Promise<T> {
  try {
    return await play();
  } catch (error) {
    if (!(error instanceof MarketError) || error.code !== 'infeasible-agent') throw error;
    throw new InputError(`${name}: on ${dateOf({ truth, bounds }, day)}: ${error.message}`);
  }
}
