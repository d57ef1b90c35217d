import type { MatchRecord, MatchReport } from '#market/match/report.js';
import { measure } from '#market/referee/measures.js';

/**
 * A replay as the release that wrote `recorded` would have reported it. Before 0.3 gains were measured from no trade,
 * and grid only let the plant feed in more than its connection takes: there, a line to compare with in no figure.
 */
export function reportedThen(recorded: MatchReport, replayed: MatchRecord): MatchRecord {
  if (recorded.baseline !== undefined) return replayed;
  const { report, rounds } = replayed;
  const { noTrade, optimum, cost, references, kpis } = report;
  const { shareOf, ...measures } = measure({ from: noTrade, optimum }, cost, rounds);
  const gain = noTrade - cost;
  const attainable = noTrade - optimum;
  const welfare = {
    welfareEfficiency: Math.abs(attainable) < 1e-12 ? null : gain / attainable,
    socialWelfareGain: gain,
  };
  return {
    rounds,
    report: {
      ...{ ...report, ...measures },
      perSeat: report.perSeat.map((seat) => ({ ...seat, surplusShare: shareOf(seat.saving) })),
      references: { ...references, gridOnly: recorded.references.gridOnly },
      kpis: 'welfareEfficiency' in kpis ? { ...kpis, ...welfare } : kpis,
    },
  };
}
