import { Readable } from 'node:stream';
import { bundleFrom } from '../bundles/run-bundle.js';
import { mixedRun } from './test/bundle-runs.js';
import { followTrades, type FollowedTrades } from './follow-trades.js';
import { frozenLinesOf, packed, type ForgedMatch } from './test/forge.js';

/** Of a run that was played, after a change to its last match. */
async function followed(change: (match: ForgedMatch) => void): Promise<FollowedTrades> {
  const lines = frozenLinesOf(await mixedRun());
  change(lines.at(-1) as ForgedMatch);
  return followTrades(await bundleFrom(Readable.from([packed(lines)]), 'bundle'));
}

it('figures that follow from trades are not complained of, and forged ones are, without a replay', async () => {
  expect(await followed(() => undefined)).toEqual({ complaint: null, open: null });
  const saving = await followed(({ report }) => (report.perSeat[0]!.saving += 1));
  expect(saving.complaint).toMatch(/^match mixed-1-\d+: report\..*is not what follows from its trades$/);
  const trade = await followed(({ rounds }) => rounds.find((one) => one.settled)!.trades.pop());
  expect(trade.complaint).toMatch(/is not what follows from its trades$/);
});
