import { agentSeats, attainableSurplus, isScorable, seatsOf, type MatchResult } from './match-result.js';

/** What the presence of a team was worth to the others in one match. */
export interface MarginalContribution {
  readonly team: string;
  readonly match: string;
  readonly block: number;
  readonly scenario: string;
  readonly dealer: string;
  /** in units of the attainable surplus Z0 - Z* */
  readonly contribution: number;
}

/**
 * Savings of all other households with `team` in its seats, less their savings with the reference
 * strategy there (`without`: the same market, seed and dealer). Null where either match is void or
 * there is nothing to gain.
 */
export function marginalContribution(
  team: string,
  played: MatchResult,
  without: MatchResult,
): MarginalContribution | null {
  const surplus = attainableSurplus(played.report);
  if (!isScorable(played) || !isScorable(without) || surplus === null) return null;
  const own = new Set(seatsOf(team, played).map(({ seat }) => seat));
  const othersSaving = ({ report }: MatchResult): number =>
    agentSeats(report).reduce((sum, { seat, saving }) => (own.has(seat) ? sum : sum + saving), 0);
  const { id: match, block, scenario, dealer } = played.place;
  const contribution = (othersSaving(played) - othersSaving(without)) / surplus;
  return { team, match, block, scenario, dealer, contribution };
}

/** The contributions of a run: `without` is match `match` with the reference strategy in the team's seats. */
export function marginalContributions(
  counterfactuals: readonly { match: string; team: string; without: string }[],
  matches: readonly MatchResult[],
): MarginalContribution[] {
  const byId = new Map(matches.map((match) => [match.place.id, match]));
  return counterfactuals.flatMap(({ match, team, without }) => {
    const played = byId.get(match);
    const replaced = byId.get(without);
    return (played && replaced && marginalContribution(team, played, replaced)) ?? [];
  });
}
