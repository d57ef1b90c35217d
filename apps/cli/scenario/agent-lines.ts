import type { DrawnMarket } from '#leagues/scenario-files/scenario.js';
import { totalSupply } from '#market/referee/central-problem.js';
import { decimalsFor, formatFixed } from '../terminal/numbers.js';
import { textTable } from '../terminal/table.js';
import type { ReferenceCosts } from '#matches/play/shown/reference-costs.js';

const MOST_ROWS = 20;

/** The agents and resources of an abstract market: sizes, holdings, cost alone. */
export function agentLines({ instance }: DrawnMarket, { alone }: ReferenceCosts): string[] {
  return [...participantTable(instance, alone), '', ...resourceTable(instance)];
}

function participantTable({ participants }: DrawnMarket['instance'], alone: readonly number[]): string[] {
  const decimals = decimalsFor(alone);
  const lines = textTable(
    [
      { title: 'Agents', align: 'left', most: 30 },
      { title: 'variables', align: 'right' },
      { title: 'own rows', align: 'right' },
      { title: 'cash', align: 'right' },
      { title: 'cost alone', align: 'right' },
    ],
    participants
      .slice(0, MOST_ROWS)
      .map(({ id, cash, problem }, j) => [
        `  ${id}`,
        formatFixed(problem.cost.length, 0),
        formatFixed(problem.own.lower.length, 0),
        formatFixed(cash, 2),
        formatFixed(alone[j]!, decimals),
      ]),
  );
  return withRest(lines, participants.length);
}

function resourceTable(instance: DrawnMarket['instance']): string[] {
  const { resources, participants, dealer, initialPrices } = instance;
  const supply = totalSupply(instance);
  const decimals = decimalsFor([...supply]);
  const lines = textTable(
    [
      { title: 'Resources', align: 'left', most: 30 },
      { title: 'unit', align: 'left' },
      { title: 'all there is', align: 'right' },
      { title: 'with agents', align: 'right' },
      { title: 'with the dealer', align: 'right' },
      { title: 'first price', align: 'right' },
    ],
    resources.slice(0, MOST_ROWS).map(({ id, unit }, r) => [
      `  ${id}`,
      unit,
      formatFixed(supply[r]!, decimals),
      formatFixed(
        participants.reduce((sum, { endowment }) => sum + endowment[r]!, 0),
        decimals,
      ),
      formatFixed(dealer.endowment[r]!, decimals),
      formatFixed(initialPrices[r]!, 4),
    ]),
  );
  return withRest(lines, resources.length);
}

function withRest(lines: readonly string[], count: number): string[] {
  return count > MOST_ROWS ? [...lines, `  and ${count - MOST_ROWS} more (--json)`] : [...lines];
}
