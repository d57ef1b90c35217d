import type { SeatExplanation, SeatSummary } from '#matches/explain/explain-seat.js';
import { counted } from '#results/export/counted.js';
import { formatFixed } from '../terminal/numbers.js';

/** Below this share of the optimum's gain nothing is worth a sentence. */
const WORTH_TELLING = 0.01;

/** The paragraph on top: what was earned of what there was, and why no more. */
export function summarySentences({ summary, outcome }: SeatExplanation, currency: string): string[] {
  const { earned, optimum, unfinished } = summary;
  const money = (value: number): string => `${formatFixed(value, 4)} ${currency}`;
  if (optimum === null) return [`It earned ${money(earned)}.`, ...timing(summary)];
  const left = optimum - earned;
  const tells = (value: number): boolean => value > WORTH_TELLING * Math.max(optimum, 1e-6);
  const verdict = tells(left)
    ? `${money(left)} was left on the table.`
    : tells(-left)
      ? 'That is more than those prices would have given it (they need not be the only ones that fit the optimum).'
      : 'Next to nothing was left on the table.';
  const unfinishedPart = Math.min(Math.max(0, unfinished ?? 0), Math.max(0, left));
  return [
    `It earned ${money(earned)} of the ${money(optimum)} that the prices of the optimum give this seat.`,
    verdict,
    ...(tells(unfinishedPart)
      ? [
          `Of that ${money(unfinishedPart)} was still to be had at the last prices: the match ended (${outcome}) before it had traded all that it could.`,
        ]
      : []),
    ...(tells(left - unfinishedPart)
      ? [`${money(left - unfinishedPart)} went with prices that were worse for it than those of the optimum.`]
      : []),
    ...timing(summary),
    ...orders(summary, money),
  ];
}

function timing({ firstTrade, halfOfMarket, lastRound }: SeatSummary): string[] {
  if (firstTrade === null) return ['It never traded.'];
  const late = firstTrade > halfOfMarket;
  return [
    `It traded ${late ? 'too late: ' : ''}first in round ${firstTrade} of ${lastRound}, and the market had made half of its gain by round ${halfOfMarket}.`,
  ];
}

function orders(summary: SeatSummary, money: (value: number) => string): string[] {
  const { orders, filled, lostTurns, firstReason, largestMiss } = summary;
  return [
    `Of ${counted(orders, 'order')} it sent, ${formatFixed(filled, 0)} filled at once.`,
    ...(lostTurns > 0
      ? [
          `${counted(lostTurns, 'turn was', 'turns were')} lost to failures or refused orders, the first in ${firstReason!}.`,
        ]
      : []),
    ...(largestMiss && largestMiss.missed! > WORTH_TELLING * Math.max(summary.optimum ?? 0, 1e-6)
      ? [
          `Its dearest limit was in round ${largestMiss.round}: ${money(largestMiss.limit)} for what was worth ${money(largestMiss.worth!)} and cost ${money(largestMiss.price)}; at that price it would have earned ${money(largestMiss.missed!)} more.`,
        ]
      : []),
  ];
}
