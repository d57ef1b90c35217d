import type { Counterfactual } from '#market/counterfactual.js';
import { agentSeats, attainableSurplus, isScorable, seatsOf, type MatchResult } from './match-result.js';

/** What the presence of a team was worth to the others in one match. */
export interface MarginalContribution {
  readonly team: string;
  readonly match: string;
  readonly block: number;
  readonly scenario: string;
  readonly dealer: string;
  /** per household of the team, in equal shares (Z0 - Z*)/k of the attainable surplus; 0: as `truthful` in its place */
  readonly contribution: number;
}

/**
 * What all other households saved with `team` in its seats, less what they save with the reference strategy there
 * (`without`: the same market, seed and dealer), less what the team loses itself by that: a gift buys no place, nor does
 * leaving the market to the others. Null where either match is void or there is nothing to gain.
 */
function marginalContribution(
  team: string,
  played: MatchResult,
  without: MatchResult,
): MarginalContribution | null {
  const surplus = attainableSurplus(played.report);
  if (!isScorable(played) || !isScorable(without) || surplus === null) return null;
  const own = new Set(seatsOf(team, played).map(({ seat }) => seat));
  const change = (isTheirs: (seat: number) => boolean): number =>
    savingOf(played, isTheirs) - savingOf(without, isTheirs);
  const others = change((seat) => !own.has(seat));
  const lost = Math.min(
    0,
    change((seat) => own.has(seat)),
  );
  const share = surplus / agentSeats(played.report).length;
  return { team, ...placeOf(played), contribution: (others + lost) / share / own.size };
}

/**
 * The contributions of a run; of the reference strategy itself, wherever it sits, 0. A block of which a comparison is missing
 * tells of nobody.
 */
export function marginalContributions(
  comparisons: readonly Counterfactual[],
  matches: readonly MatchResult[],
): MarginalContribution[] {
  const byId = new Map(matches.map((match) => [match.place.id, match]));
  const partial = new Set<number>();
  const found = comparisons.flatMap(({ match, team, without }) => {
    const [played, replaced] = [byId.get(match), byId.get(without)];
    if (!played) return [];
    if (!replaced) partial.add(played.place.block);
    return (replaced && marginalContribution(team, played, replaced)) ?? [];
  });
  const reference = referenceOf(comparisons, byId);
  const compared = [...new Set(comparisons.map(({ match }) => match))];
  const own = compared.flatMap((id): MarginalContribution[] => {
    const played = byId.get(id);
    if (!played || reference === null || !played.place.teams.includes(reference)) return [];
    if (!isScorable(played) || attainableSurplus(played.report) === null) return [];
    return [{ team: reference, ...placeOf(played), contribution: 0 }];
  });
  return [...found, ...own].filter(({ block }) => !partial.has(block));
}

/** Who sits in the team's seats where it is left out; null: nothing was compared. */
function referenceOf(
  comparisons: readonly Counterfactual[],
  byId: ReadonlyMap<string, MatchResult>,
): string | null {
  for (const { match, team, without } of comparisons) {
    const [played, replaced] = [byId.get(match), byId.get(without)];
    if (played && replaced) return replaced.place.teams[played.place.teams.indexOf(team)]!;
  }
  return null;
}

function savingOf({ report }: MatchResult, isTheirs: (seat: number) => boolean): number {
  return agentSeats(report).reduce((sum, { seat, saving }) => (isTheirs(seat) ? sum + saving : sum), 0);
}

function placeOf({
  place: { id: match, block, scenario, dealer },
}: MatchResult): Omit<MarginalContribution, 'team' | 'contribution'> {
  return { match, block, scenario, dealer };
}
