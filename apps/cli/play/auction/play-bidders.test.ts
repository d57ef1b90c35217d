/** @short-form 1/5; each time: market/double-auction/bid-periods.test.ts, sandbox/seats/bidders.test.ts */
import { readFile, writeFile } from 'node:fs/promises';
import type { AuctionReport } from '#matches/play/mechanisms/double-auction/auction-report.js';
import { gridleague, temporaryFolder } from '../../test/gridleague.js';

const folder = temporaryFolder();
const HAMLET = `
kind: community
mechanism: double-auction
id: hamlet
start: 2025-06-10T10:00
step: PT1H
periods: 4
households:
  - { id: roof, count: 2, load: { annualEnergy: 3000 }, pv: { peakPower: 5 } }
  - { id: home, count: 3, load: { annualEnergy: [2000, 4000] } }
grid: { retail: 0.2367, feedIn: 0.12 }
`;

async function hamlet(...options: string[]): Promise<AuctionReport> {
  const file = folder.path('hamlet.yaml');
  await writeFile(file, HAMLET);
  const { code, stdout, stderr } = await gridleague('play', file, '--json', ...options);
  expect([code, stderr]).toEqual([0, '']);
  return JSON.parse(stdout) as AuctionReport;
}

describe('play of an auction with bidders', () => {
  it('with reservation-price ends as without bidders, shut in and in this process', async () => {
    const { periods } = await hamlet();
    const shutIn = await hamlet('--bidder', 'reservation-price');
    const here = await hamlet('--bidder', 'reservation-price', '--in-process');
    expect(shutIn.periods).toEqual(periods);
    expect(here.periods).toEqual(periods);
    expect([shutIn.bidding!.execution, here.bidding!.execution]).toEqual(['sandbox', 'in-process']);
    const { realised, atReservationPrices } = shutIn.bidding!.gain;
    expect(realised).toBe(atReservationPrices);
    expect(realised).toBeGreaterThan(0);
  });

  it('deals them in turn, replays by the seed, and ends on a chain as in memory', async () => {
    const bidders = ['--bidder', 'zip', '--bidder', 'zero-intelligence-constrained'];
    const one = await hamlet(...bidders);
    const seats = one.bidding!.bidders.map(({ plugin }) => plugin);
    expect(seats.slice(0, 3)).toEqual(['zip', 'zero-intelligence-constrained', 'zip']);
    expect((await hamlet(...bidders)).periods).toEqual(one.periods);
    expect((await hamlet(...bidders, '--seed', '2')).periods).not.toEqual(one.periods);
    expect((await hamlet(...bidders, '--chain', 'embedded')).periods).toEqual(one.periods);
  });

  it('a failure costs the turn of its seat alone: its energy is the grid’s', async () => {
    const file = folder.path('late.js');
    await writeFile(
      file,
      `import { defineBidder, quoted } from '@gridleague/sdk';
       export default defineBidder({ name: 'late', create: (briefing) => ({ order(view) {
         if (view.period === 2) throw new Error('no');
         return quoted(briefing, view, ({ limit }) => limit);
       } }) });`,
    );
    const report = await hamlet(
      '--bidder',
      file,
      ...['reservation-price', 'reservation-price'].flatMap((name) => ['--bidder', name]),
    );
    const honest = await hamlet();
    expect(report.periods.filter((_, period) => period !== 2)).toEqual(
      honest.periods.filter((_, period) => period !== 2),
    );
    const failed = report.bidding!.bidders.filter(({ failures }) => failures.length > 0);
    expect(failed.map(({ plugin, failures }) => [plugin, failures.map(({ period }) => period)])).toEqual([
      ['late', [2]],
      ['late', [2]],
    ]);
    const { participants, grid, surplus } = report.periods[2]!;
    for (const { id } of failed)
      expect(participants.find((one) => one.id === id)).toMatchObject({ local: 0 });
    expect(participants.reduce((sum, { payment }) => sum + payment, grid.payment)).toBe(surplus);
    expect(participants).toHaveLength(5);
    const strict = ['play', folder.path('hamlet.yaml'), '--bidder', file, '--strict'];
    const { code, stdout } = await gridleague(...strict);
    expect([code, stdout]).toEqual([1, expect.stringMatching(/5 turns lost[^]*period 3: threw: Error: no/)]);
  });

  it('with --record is a match that `explain` plays again, and with --seeds several', async () => {
    const [file, kept] = [folder.path('hamlet.yaml'), folder.path('kept.json')];
    await writeFile(file, HAMLET);
    const { code, stdout } = await gridleague('play', file, '--bidder', 'zip', '--record', kept, '--json');
    expect(code).toBe(0);
    const { resultHash } = JSON.parse(stdout) as { resultHash: string };
    expect(await readFile(kept, 'utf8')).toContain(resultHash);
    const told = await gridleague('explain', kept, '--seat', '0');
    expect([told.code, told.stdout]).toEqual([0, expect.stringMatching(/double-auction|zip/)]);
    const several = await gridleague('play', file, '--bidder', 'zip', '--seeds', '1,2', '--jsonl');
    expect(several.stdout.trim().split('\n')).toHaveLength(2);
  });

  it('of homes that plan is told period by period, a clock by its rounds, and neither has a dealer', async () => {
    const file = folder.path('planning.yaml');
    await writeFile(file, `${HAMLET}localFee: 0.02\n`);
    const auction = (await gridleague('play', file)).stdout.split('\n');
    expect(auction[1]).toBe('5 x planner');
    expect(auction[3]).toMatch(/^4 periods auctioned\. Trade saved /);
    expect(auction).toContainEqual(expect.stringMatching(/^Price of pv by period/));
    await writeFile(file, HAMLET.replace('double-auction', 'clock-exchange'));
    const { stdout } = await gridleague('play', file, '--chain', 'memory', '--json');
    const { rounds } = JSON.parse(stdout) as { rounds: number };
    const clock = (await gridleague('play', file, '--chain', 'memory')).stdout.split('\n');
    expect(clock[1]).toBe('5 x truthful');
    expect(clock[3]).toContain(`The clock ended after ${rounds - 2} rounds, and 2 settled it`);
  });

  it.each([
    [['play', 'demo-street', '--bidder', 'zip'], /--bidder applies to double auctions alone/],
    [
      ['play', 'landau-village', '--bidder', 'nobody'],
      /no reference bidder has this name; there are adaptive-/,
    ],
    [['play', 'landau-village', '--in-process'], /--in-process does not apply/],
  ])('%j is refused', async (args, reason) => {
    const { code, stderr } = await gridleague(...args);
    expect([code, stderr]).toEqual([2, expect.stringMatching(reason)]);
  });
});
