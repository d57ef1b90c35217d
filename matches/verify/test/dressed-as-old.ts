import type { MatchReport, RoundRecord } from '#market/match/report/report.js';
import { measure } from '#market/referee/measures.js';

/** A report of today as builds before accounts wrote it: measured from no trade. */
export function dressedAsOld(
  report: MatchReport,
  rounds: readonly RoundRecord[],
  engine: MatchReport['engine'],
): MatchReport {
  const { baseline, account, gainShares, ...then } = report;
  const { noTrade, optimum, cost, kpis } = report;
  const gaps = rounds.map(({ gap }) => ({ gap: gap ?? Infinity }));
  const { shareOf, ...measures } = measure({ from: noTrade, optimum }, cost, gaps);
  const welfare = {
    welfareEfficiency: (noTrade - cost) / (noTrade - optimum),
    socialWelfareGain: noTrade - cost,
  };
  return {
    ...{ ...then, engine, ...measures },
    perSeat: report.perSeat.map((seat) => ({ ...seat, surplusShare: shareOf(seat.saving) })),
    kpis: 'welfareEfficiency' in kpis ? { ...kpis, ...welfare } : kpis,
  };
}

/** A build from before accounts. */
export const oldEngine: MatchReport['engine'] = { version: '0.1.0', commit: 'released' };
