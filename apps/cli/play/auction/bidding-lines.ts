import type { AuctionReport, BidderReport } from '#matches/play/mechanisms/double-auction/auction-report.js';
import { counted } from '#results/export/counted.js';
import { formatFixed } from '../../terminal/numbers.js';
import { exactEuros } from './units.js';

/** Failures that are told one by one. */
const SHOWN_FAILURES = 5;

/** Who bid, what it gained, and what went wrong; nothing where the orders were given. */
export function biddingLines({ bidding }: AuctionReport): string[] {
  if (!bidding) return [];
  const { bidders, gain, execution, timingDependent } = bidding;
  const plugins = Map.groupBy(bidders, ({ plugin, version }) => `${plugin} ${version}`);
  const share =
    gain.atReservationPrices === 0
      ? ''
      : `, ${formatFixed((100 * gain.realised) / gain.atReservationPrices, 1)} % of what reservation prices would have gained`;
  return [
    '',
    ...[...plugins].map(([name, seats]) => `Bid by ${name}: ${counted(seats.length, 'seat')}`),
    ...(execution === 'in-process' ? ['Bidders ran in this process, unshielded (--in-process).'] : []),
    `Trades are worth ${exactEuros(gain.realised)} EUR at reservation prices${share}.`,
    ...failureLines(bidders),
    ...(timingDependent ? ['The result depends on timing: a replay may differ.'] : []),
  ];
}

function failureLines(bidders: readonly BidderReport[]): string[] {
  const lines = bidders.flatMap(({ id, failures }) =>
    failures.map(({ period, kind, reason }) =>
      period === null ? `${id}: ${kind}: ${reason}` : `${id}, period ${period + 1}: ${kind}: ${reason}`,
    ),
  );
  if (lines.length === 0) return [];
  const more = lines.length - SHOWN_FAILURES;
  return [
    `${counted(lines.length, 'turn')} lost, whose energy went to the grid or came from it:`,
    ...lines.slice(0, SHOWN_FAILURES).map((line) => `  ${line}`),
    ...(more > 0 ? [`  and ${more} more`] : []),
  ];
}
