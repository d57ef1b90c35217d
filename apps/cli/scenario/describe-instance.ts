import { countDays } from '#market/energy/days/rolling-days.js';
import { clockTimeOf, type PeriodClock } from '#market/energy/period-clock.js';
import type { ClosingRule } from '#market/instance.js';
import { agentSeatCount } from '#market/seating.js';
import type { DrawnMarket, Scenario } from '#leagues/scenario-files/scenario.js';
import { decimalsFor, formatFixed } from '../terminal/numbers.js';
import { currencyOf } from '#matches/currency.js';
import { agentLines } from './agent-lines.js';
import { cutLines } from './cut-lines.js';
import { householdLines } from './household-lines.js';
import { paceText } from './pace-text.js';
import type { ReferenceCosts } from '#matches/play/shown/reference-costs.js';
import { counted } from '#results/export/counted.js';
import { carbonLines, tariffRangeLines } from './tariff-lines.js';

/** One instance as a person reads it: size, participants, tariffs, what there is to gain. */
export function describeInstance(
  scenario: Scenario,
  drawn: DrawnMarket,
  seed: string,
  costs: ReferenceCosts,
): string[] {
  return [
    headLines(scenario, drawn, seed),
    drawn.community ? householdLines(drawn, drawn.community, costs) : agentLines(drawn, costs),
    drawn.community ? cutLines(drawn.community) : [],
    tariffRangeLines(drawn),
    carbonLines(drawn),
    [...(drawn.notices ?? [])],
    costLines(drawn, costs),
  ]
    .filter((section) => section.length > 0)
    .flatMap((section, index) => (index === 0 ? section : ['', ...section]));
}

function headLines(scenario: Scenario, drawn: DrawnMarket, seed: string): string[] {
  const { instance, rules, community } = drawn;
  const agents = agentSeatCount(instance);
  const size = `${counted(agents, community ? 'household' : 'agent')}, ${counted(instance.resources.length, 'resource')}`;
  const grid = instance.participants.length > agents ? ', with the grid' : '';
  return [
    `${scenario.title ?? scenario.id} (${scenario.id}, ${scenario.kind}, seed ${seed})`,
    `${size}${grid}${community ? `; ${whenOf(community.market.clock)}` : ''}`,
    ...dayLines(scenario),
    ...rollingLines(drawn),
    `Rules: ${scenario.mechanism}, ${scenario.sealed ? 'sealed orders, ' : ''}${paceText(rules)}, book ${rules.book}, at most ${counted(rules.roundCap, 'round')}${closeOf(rules.closing)}`,
  ];
}

function closeOf(closing: ClosingRule): string {
  switch (closing.kind) {
    case 'fixed':
      return '';
    case 'random':
      return `, from ${closing.from} on closed after each with probability ${closing.hazard}`;
    case 'soft':
      return `, from ${closing.from} on closed after ${closing.extend} without trade`;
  }
}

function dayLines({ days }: Scenario): string[] {
  if (!days) return [];
  const { training, scored, held, strata } = days;
  const spread = strata === null ? '' : `, spread over ${strata}s`;
  return [
    `Days: ${training.length} to train on, ${training[0]!} to ${training.at(-1)!}` +
      (held ? `; ${scored.length} held for runs${spread}` : spread),
  ];
}

function rollingLines({ rolling }: DrawnMarket): string[] {
  if (!rolling) return [];
  return [
    `The first of ${counted(countDays(rolling), 'day')}, as it is expected (forecast: ${rolling.forecast})`,
  ];
}

function whenOf(clock: PeriodClock): string {
  const { stepHours, periods, zone } = clock;
  const from = clockTimeOf(clock, 0).replace('T', ' ');
  const at = zone ? `${from} (${zone.name})` : `${from.slice(0, 16)} UTC`;
  return `${periods} periods of ${formatFixed(stepHours * 60, 0)} minutes from ${at}`;
}

function costLines({ instance }: DrawnMarket, { noTrade, gridOnly, optimum }: ReferenceCosts): string[] {
  const currency = currencyOf(instance);
  const decimals = decimalsFor([noTrade, optimum]);
  const baseline = gridOnly ?? noTrade;
  const gain = baseline - optimum;
  const part = baseline === 0 ? '' : ` (${formatFixed((gain / Math.abs(baseline)) * 100, 1)} %)`;
  return [
    `No trade      ${formatFixed(noTrade, decimals)} ${currency}`,
    ...(baseline === noTrade
      ? []
      : [`Grid only     ${formatFixed(baseline, decimals)} ${currency}, the dealer's plant included`]),
    `Optimum       ${formatFixed(optimum, decimals)} ${currency}`,
    `To be gained  ${formatFixed(gain, decimals)} ${currency}${part}`,
  ];
}
