import { SETTLING_ROUNDS } from '#market/clock-exchange/settling-rounds.js';
import { isConnected } from '#market/energy/prices/energy-market.js';
import { isAsynchronous, type MarketRules } from '#market/instance.js';
import { fullReport } from '#market/match/report/full-report.js';
import type { MatchReport, RoundRecord } from '#market/match/report/report.js';
import { decimalsFor, formatFixed, formatShare, formatShort } from '../../terminal/numbers.js';
import { wrapList } from '../../terminal/wrap.js';
import type { PlayedScenario } from '#matches/play/play-setting.js';
import { paceText } from '../../scenario/pace-text.js';
import { currencyOf } from '#matches/currency.js';
import { counted } from '#results/export/counted.js';

/** What readers should know of where plugins ran. */
export const UNSHIELDED: Readonly<Record<MatchReport['execution'], readonly string[]>> = {
  sandbox: [],
  'in-process': ['Plugins ran unshielded in this process: for development only.'],
  'not-sandboxed': ['Not sandboxed: strategies ran as programs of their own. No receipt, no replay.'],
};

/** What was played, and how it ended in one sentence. */
export function outcomeLines({ report, rounds, scenario, drawn }: PlayedScenario): string[] {
  return [
    `${scenario.title ?? scenario.id} (${scenario.id}, seed ${report.seed})`,
    ...wrapList([...lineUp(report), ...dealerOf(report, drawn)]),
    ...UNSHIELDED[report.execution],
    '',
    `${endings[drawn.mechanism](report)} ${gainSentence(report, currencyOf(drawn.instance))}`,
    ...billLines(report, currencyOf(drawn.instance)),
    ...asynchronousLine(drawn.rules, rounds),
    ...(drawn.sealed && report.chain.contract !== null
      ? ['Orders were sealed: committed by hash before any was shown.']
      : []),
    ...worthlessTrade(drawn),
    ...(drawn.notices ?? []),
  ];
}

/** What trade was worth to households alone: the headline of a community, since the grid and the dealer may have got a part of the gain. */
export function billLines({ kpis }: Pick<MatchReport, 'kpis'>, currency: string): string[] {
  const { bill, billWithoutMarket, costSavings, costSavingsPercent, lostLoad } = kpis;
  if (typeof costSavings !== 'number') return [];
  const money = formatFixed(Math.abs(costSavings), decimalsFor([bill ?? 0, billWithoutMarket ?? 0]));
  const share =
    typeof costSavingsPercent === 'number' ? ` (${formatFixed(Math.abs(costSavingsPercent), 1)} %)` : '';
  const what = typeof lostLoad === 'number' ? 'Bills of households and lost load' : 'Bills of households';
  return [`${what} ${costSavings < 0 ? 'rose' : 'fell'} by ${money} ${currency}${share}.`];
}

/** Where agents come and go: how, and how many came. */
function asynchronousLine(rules: MarketRules, rounds: readonly RoundRecord[]): string[] {
  if (!isAsynchronous(rules)) return [];
  const calls = rounds.filter(({ call }) => call).length;
  const others = rounds.filter(({ call }) => !call);
  const mean = others.reduce((sum, { participants }) => sum + participants, 0) / Math.max(1, others.length);
  return [
    `Asynchronous: ${paceText(rules)}.`,
    `${formatFixed(mean, 1)} participants a round, and all of them in ${counted(calls, 'market call')}.`,
  ];
}

/** Where the grid pays more than a neighbour could; in an outage it pays nothing. */
export function worthlessTrade({ community }: Pick<PlayedScenario['drawn'], 'community'>): string[] {
  if (!community?.market.tariff) return [];
  const { market } = community;
  const { tariff, localFee, clock } = market;
  const periods = tariff!.retail.reduce(
    (count, retail, t) =>
      isConnected(market, t) && retail - localFee[t]! < tariff!.feedIn[t]! ? count + 1 : count,
    0,
  );
  if (periods === 0) return [];
  return [
    `In ${periods} of ${counted(clock.periods, 'period')} feed-in is above retail less the local fee: no local trade is worth anything then.`,
  ];
}

function lineUp({ seats }: MatchReport): string[] {
  const seatsOf = new Map<string, number>();
  for (const { plugin } of seats) seatsOf.set(plugin, (seatsOf.get(plugin) ?? 0) + 1);
  return [...seatsOf].map(([plugin, count]) => `${count} x ${plugin}`);
}

/** Only bundles are traded through one. */
function dealerOf({ dealer }: MatchReport, { mechanism }: PlayedScenario['drawn']): string[] {
  return mechanism === 'bundle-trading' ? [`dealer ${dealer.name}`] : [];
}

const VOID = 'Void: resources or money do not add up, or a plan breaks its rows, so nothing below counts.';

const endings: Readonly<Record<PlayedScenario['drawn']['mechanism'], (report: MatchReport) => string>> = {
  'bundle-trading': endingOfBundles,
  'clock-exchange': endingOfClock,
  'double-auction': ({ outcome, rounds }) =>
    outcome === 'void' ? VOID : `${counted(rounds, 'period')} auctioned.`,
  'grid-only': endingOfBundles,
};

function endingOfClock({ outcome, rounds, gap }: MatchReport): string {
  if (outcome === 'void') return VOID;
  const clock = `The clock ended after ${counted(rounds - SETTLING_ROUNDS, 'round')}, and ${SETTLING_ROUNDS} settled it`;
  return outcome === 'converged' ? `${clock}.` : `${clock}; a gap of ${formatShort(gap)} is left.`;
}

function endingOfBundles({ outcome, rounds, gap, dealer }: MatchReport): string {
  switch (outcome) {
    case 'converged':
      return `Converged in ${counted(rounds, 'round')}.`;
    case 'round-cap':
      return (
        `Stopped at the round cap after ${counted(rounds, 'round')} with a gap of ${formatShort(gap)}.` +
        (dealer.name === 'passive' ? ` Where prices jump, --dealer stabilizing may end it sooner.` : '')
      );
    case 'closed':
      return `Closed by its closing rule after ${counted(rounds, 'round')} with a gap of ${formatShort(gap)}.`;
    case 'stalled':
      return `Stalled after ${counted(rounds, 'round')} with a gap of ${formatShort(gap)}: nothing moved any more.`;
    case 'void':
      return VOID;
  }
}

function gainSentence(report: MatchReport, currency: string): string {
  const { baseline, optimum, cost, efficiency } = fullReport(report);
  const attainable = baseline - optimum;
  const decimals = decimalsFor([attainable, baseline - cost]);
  if (Number(attainable.toFixed(decimals)) === 0) return 'There was nothing to gain from trade.';
  return `Trade saved ${formatFixed(baseline - cost, decimals)} ${currency}, ${formatShare(efficiency)} of what was possible.`;
}
