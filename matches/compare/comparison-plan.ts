import type { Community } from '#market/energy/community.js';
import { agentSeatCount } from '#market/seating.js';
import type { MatchConduct, MatchTask, PluginFile } from '#leagues/run/match-task.js';
import type { ScenarioPackage } from '#leagues/scenario-files/package/scenario-package.js';
import type { Scenario } from '#leagues/scenario-files/scenario.js';
import { InputError } from '../input-error.js';
import { householdType } from './household-type.js';

/** Two plugins, in turn in the same seats among the same others. */
export interface ComparisonSetting {
  readonly mine: PluginFile;
  readonly old: PluginFile;
  readonly against: readonly PluginFile[];
  readonly dealers: readonly PluginFile[];
  readonly scenario: Scenario;
  readonly scenarioPackage: ScenarioPackage;
  readonly seeds: readonly string[];
  readonly conduct: MatchConduct;
}

/** A match of a comparison, and where its contender sits in it. */
export interface ComparedTask {
  readonly task: MatchTask;
  readonly contender: 'mine' | 'old';
  /** index of its seed */
  readonly block: number;
  /** index of its dealer */
  readonly dealer: number;
  /** the contender's, with the type of household at each; '' where nobody has one */
  readonly seats: readonly { readonly seat: number; readonly type: string }[];
}

/**
 * The matches: in each block, and behind each dealer's desk, one of either contender. Block by block the line-up is dealt from
 * another seat on, so that contenders come to sit in all kinds of households. Throws `InputError`.
 */
export function comparisonPlan(setting: ComparisonSetting): ComparedTask[] {
  const { against, dealers, scenario, scenarioPackage, seeds, conduct } = setting;
  const size = against.length + 1;
  return seeds.flatMap((seed, block) => {
    const { instance, community } = scenario.draw(seed);
    const count = agentSeatCount(instance);
    if (count < size)
      throw new InputError(`${scenario.id}: has ${count} seats, too few for ${size} plugins (--against)`);
    const place = block % size;
    const seats = Array.from({ length: count }, (_, seat) => seat)
      .filter((seat) => seat % size === place)
      .map((seat) => ({ seat, type: typeAt(seat, community) }));
    return dealers.flatMap((dealer, d) =>
      (['mine', 'old'] as const).map((contender): ComparedTask => {
        const agents = [setting[contender], ...against];
        const seated = agents.map((_, i) => agents[(i - place + size) % size]!);
        const serial = 2 * (block * dealers.length + d) + (contender === 'mine' ? 1 : 2);
        const number = String(serial).padStart(6, '0');
        return {
          ...{ contender, block, dealer: d, seats },
          task: {
            id: `comparison-${number}`,
            match: {
              ...{ serial, id: number, block: block + 1, scenario: scenario.id, seed, scored: true },
              ...{ dealer: dealer.id, teams: seated.map(({ id }) => id) },
            },
            ...{ scenario: scenarioPackage, agents: seated, dealer, conduct },
          },
        };
      }),
    );
  });
}

function typeAt(seat: number, community: Community | undefined): string {
  return community ? householdType(community.households[seat]!) : '';
}
