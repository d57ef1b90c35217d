import type { Counterfactual } from '#market/counterfactual.js';
import type { LeagueDefinition } from '../definition/league-schema.js';
import { leagueLimits } from '../definition/limits.js';
import { seedOnDay } from '../scenario-files/days/seed-on-day.js';
import type { BlockDays } from './block-days.js';
import { mechanismSeats, partsOf } from '../scenario-files/mechanisms.js';
import { fieldOf, seatKind, seatKinds, type Field } from './entrants.js';
import { balancedLineUps } from './line-ups.js';
import {
  PlanError,
  type FrozenSubmission,
  type LineUpDesign,
  type PlannedMatch,
  type RunPlan,
} from './run-plan.js';
import { dealSeatGroups, rotate } from './seat-groups.js';
import { checkLooks } from './looks-of-run.js';
import { blockSeed } from './seeds.js';

const DEFAULT_MATCH_SIZE = 3;
/** plays in the place of a team whose contribution is measured: it states the truth */
const referenceStrategy = { agent: 'truthful', bidder: 'reservation-price' } as const;

/**
 * Lays out a run: block by block, every line-up against every dealer in every scenario, all on the
 * block's seed (common random numbers) and, where a scenario draws `days`, its day. The same definition, submissions
 * (in any order), seed, days and looks give the same plan, which begins with that of fewer looks. Throws `PlanError`.
 */
export function planRun(
  definition: LeagueDefinition,
  submissions: readonly FrozenSubmission[],
  seed: string,
  days: BlockDays = new Map(),
  looks: readonly number[] = [definition.blocks],
): RunPlan {
  checkLooks(definition, looks);
  const field = fieldOf(definition, submissions);
  const seated = seatKinds(definition);
  const { design, ofBlock: lineUpsOfBlock } = lineUpsOf(definition, field, submissions);
  refuseTooMany({ ...definition, blocks: looks.at(-1)! }, field, lineUpsOfBlock(1));
  const matches = new MatchList();
  const counterfactuals: Counterfactual[] = [];
  for (const [look, last] of looks.entries()) {
    const scored: PlannedMatch[] = [];
    for (let block = (looks[look - 1] ?? 0) + 1; block <= last; block++) {
      const lineUps = lineUpsOfBlock(block);
      for (const scenario of definition.scenarios) {
        const day = days.get(scenario)?.[block - 1];
        const ofBlock = blockSeed(seed, block);
        const drawn = { block, scenario, seed: day === undefined ? ofBlock : seedOnDay(ofBlock, day) };
        for (const dealer of dealersOf(definition, field, block))
          for (const lineUp of lineUps) scored.push(matches.add({ ...drawn, dealer, ...lineUp }, true));
      }
    }
    if (definition.marginalContribution)
      counterfactuals.push(
        ...addCounterfactuals(scored, matches, field.agent(referenceStrategy[seatKind(definition)])),
      );
  }
  return {
    seed,
    submissions: submissions
      .filter(({ kind }) => kind === 'dealer' || seated.includes(kind))
      .map(frozen)
      .sort((a, b) => (a.id < b.id ? -1 : 1)),
    seatsNeeded: matches.list.reduce((most, { teams }) => Math.max(most, teams.length), 0),
    design,
    matches: matches.list,
    counterfactuals,
    ...(looks.length > 1 && { looks }),
  };
}

/** Of a block; rotated, all dealers come equally often in as many blocks as there are dealers. */
function dealersOf({ dealerDesign }: LeagueDefinition, { dealers }: Field, block: number): readonly string[] {
  return dealerDesign === 'rotated' ? [dealers[(block - 1) % dealers.length]!] : dealers;
}

/** Without what else a submission may carry, such as its source: a plan is shown to everybody. */
function frozen(submission: FrozenSubmission): FrozenSubmission {
  const { id, kind, name, version, sha256, baseline, outside } = submission;
  return { id, kind, name, version, sha256, baseline, ...(outside && { outside }) };
}

/** Throws `PlanError` for a run that could not be planned, `too-many-matches` included, without planning it. */
export function checkSize(definition: LeagueDefinition, submissions: readonly FrozenSubmission[]): void {
  const field = fieldOf(definition, submissions);
  refuseTooMany(definition, field, lineUpsOf(definition, field, submissions).ofBlock(1));
}

/**
 * Counts before anything is laid out; every block has equally many line-ups. With counterfactuals it is a
 * bound: what two line-ups have in common is played once.
 */
function refuseTooMany(definition: LeagueDefinition, field: Field, lineUps: readonly LineUp[]): void {
  const { scenarios, blocks, marginalContribution } = definition;
  const dealers = dealersOf(definition, field, 1);
  const scored = lineUps.length * dealers.length * scenarios.length * blocks;
  const seats = lineUps.reduce((sum, { teams }) => sum + teams.length, 0);
  const compared = marginalContribution ? (scored / lineUps.length) * seats : 0;
  if (scored + compared <= leagueLimits.matches) return;
  const factors = `${lineUps.length} line-ups x ${dealers.length} dealers x ${scenarios.length} scenarios x ${blocks} blocks`;
  throw new PlanError(
    'too-many-matches',
    `the run would have up to ${scored + compared} matches (${factors}${compared > 0 ? `, and ${compared} for marginalContribution` : ''}), ` +
      `more than ${leagueLimits.matches}: take fewer blocks, entrants, dealers or scenarios`,
  );
}

/** Who sits at the seats of a match, in turn, and under which mechanism where several are compared. */
type LineUp = Pick<PlannedMatch, 'teams' | 'mechanism'>;

interface LineUps {
  readonly design: LineUpDesign | null;
  /** who sits in which seat group, one entry per match and dealer; `block` counts from 1 */
  readonly ofBlock: (block: number) => readonly LineUp[];
}

function lineUpsOf(
  definition: LeagueDefinition,
  field: Field,
  submissions: readonly FrozenSubmission[],
): LineUps {
  switch (definition.format) {
    case 'mixed':
      return mixedLineUps(field.agents, definition.matchSize ?? DEFAULT_MATCH_SIZE);
    case 'self-play':
      return { design: null, ofBlock: () => field.agents.map((agent) => ({ teams: [agent] })) };
    case 'dealer-comparison': {
      const mixes = definition.mixes?.map((mix) => mix.map((name) => field.agent(name))) ?? [
        ...field.agents.map((agent) => [agent]),
        ...(field.agents.length > 1 ? [field.agents] : []),
      ];
      const different = [...new Map(mixes.map((mix) => [mix.join('\n'), mix])).values()];
      return { design: null, ofBlock: () => different.map((teams) => ({ teams })) };
    }
    case 'mechanism-comparison': {
      const compared = definition.mechanisms!.map((mechanism): LineUp => {
        const seated = mechanismSeats[partsOf(mechanism).mechanism];
        return { mechanism, teams: fieldOf(definition, submissions, seated).agents };
      });
      return { design: null, ofBlock: () => compared };
    }
  }
}

/**
 * Balanced line-ups; the seat groups move on by one from block to block, so that over `size`
 * blocks every team sits in every group equally often, and within a block as evenly as it gets.
 */
function mixedLineUps(agents: readonly string[], size: number): LineUps {
  if (agents.length < size)
    throw new PlanError('too-few-entrants', `${agents.length} entrants cannot fill a match of ${size} teams`);
  const design = balancedLineUps(agents.length, size);
  const seated = dealSeatGroups(design.lineUps, size).map((teams) => teams.map((team) => agents[team]!));
  // Fewer appearances than groups: only rotations within the block lead everybody through all.
  const turns = design.appearances < size ? Array.from({ length: size }, (_, turn) => turn) : [0];
  return {
    design,
    ofBlock: (block) =>
      turns.flatMap((turn) => seated.map((teams) => ({ teams: rotate(teams, block - 1 + turn) }))),
  };
}

function addCounterfactuals(
  scored: readonly PlannedMatch[],
  matches: MatchList,
  reference: string,
): Counterfactual[] {
  return scored.flatMap((match) =>
    match.teams
      .filter((team) => team !== reference)
      .map((team) => {
        const teams = match.teams.map((seated) => (seated === team ? reference : seated));
        return { match: match.id, team, without: matches.add({ ...match, teams }, false).id };
      }),
  );
}

function tooManyMatches(): PlanError {
  return new PlanError('too-many-matches', `the run would have more than ${leagueLimits.matches} matches`);
}

/** Matches by serial number; one that is there already is not added again. */
class MatchList {
  readonly list: PlannedMatch[] = [];
  private readonly known = new Map<string, PlannedMatch>();

  add(match: Omit<PlannedMatch, 'serial' | 'id' | 'scored'>, scored: boolean): PlannedMatch {
    const key = JSON.stringify([match.block, match.scenario, match.dealer, match.teams, match.mechanism]);
    const same = this.known.get(key);
    if (same) return same;
    if (this.list.length === leagueLimits.matches) throw tooManyMatches();
    const serial = this.list.length + 1;
    const { block, scenario, seed, dealer, teams, mechanism } = match;
    const added = {
      serial,
      id: String(serial).padStart(6, '0'),
      block,
      scenario,
      seed,
      dealer,
      teams,
      ...(mechanism && { mechanism }),
      scored,
    };
    this.list.push(added);
    this.known.set(key, added);
    return added;
  }
}
