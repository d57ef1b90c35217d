import { exactMoney, moneyNearest, moneyToNumber } from '../../ledger/units.js';
import { householdBills, receiverTotals } from './household-bills.js';
import { regulatedPrices, standingLines, tariffLines } from '../prices/regulation.js';
import { regulationPresets } from '../prices/regulation-presets.js';
import { plansAt, twoNeighbours } from '../test/communities.js';
import { series } from '../test/households.js';

const nothing = series(0, 0);
const money = (value: number): bigint => moneyNearest(value);
const shown = (value: bigint): unknown => expect.closeTo(moneyToNumber(value), 12) as unknown;

/** A sells 2 kWh to B in the first hour, at 0.19. */
const traded = (more: Parameters<typeof twoNeighbours>[0] = {}) => {
  const { instance, community } = twoNeighbours(more);
  const { plans } = plansAt(instance, [series(1, 0), series(2, 0), nothing]);
  return householdBills(community, plans, [money(-0.38), money(0.38), 0n], nothing);
};

it('has every line: what was drawn, the market, and the fee on what came from neighbours', () => {
  const [a, b] = traded();
  expect(
    a!.lines.map(({ name, receiver, energy, amount }) => [name, receiver, energy, moneyToNumber(amount)]),
  ).toEqual([
    ['retail price', 'supplier', expect.closeTo(1, 9), expect.closeTo(0.3, 9)],
    ['local market', 'market', null, -0.38],
  ]);
  expect(
    b!.lines.map(({ name, receiver, energy, amount }) => [name, receiver, energy, moneyToNumber(amount)]),
  ).toEqual([
    ['retail price', 'supplier', expect.closeTo(2, 9), expect.closeTo(0.6, 9)],
    ['local fee', 'community', expect.closeTo(2, 9), expect.closeTo(0.04, 9)],
    ['local market', 'market', null, 0.38],
  ]);
  expect([a!.total, b!.total].map(shown)).toEqual([money(-0.08), money(1.02)].map(shown));
});

it('feed-in is paid by whoever pays for it', () => {
  const { instance, community } = twoNeighbours();
  const [a] = householdBills(community, plansAt(instance).plans, [0n, 0n, 0n], nothing);
  expect(a!.lines.find(({ name }) => name === 'feed-in price')!.amount).toBe(money(-0.2));
  expect(a!.total).toBe(money(0.3) + money(-0.2));
});

it('under a regulation: line by line, and all that is paid is somebody’s, to the last unit', () => {
  const clock = { start: 0, stepHours: 1, periods: 2 };
  const table = [
    ...regulationPresets['DE-42c'],
    { name: 'metering', unit: 'EUR/a', retail: 43.8, receiver: 'grid operator' } as const,
  ];
  const { retail, feedIn, localFee } = regulatedPrices(clock, table);
  const lines = (['retail', 'feedIn', 'local'] as const).flatMap((flow) => tariffLines(clock, table, flow));
  const bills = traded({
    grid: { tariff: { retail, feedIn }, power: 20 },
    localFee,
    billing: { lines, standing: standingLines(table) },
  });
  const totals = receiverTotals(bills);
  expect(totals.reduce((sum, { amount }) => sum + amount, 0n)).toBe(
    bills.reduce((sum, { total }) => sum + total, 0n),
  );
  const of = (wanted: string): number =>
    moneyToNumber(totals.find(({ receiver }) => receiver === wanted)?.amount ?? 0n);
  // 3 kWh drawn and 2 shared: grid fee on 5; two meters for two hours
  expect(of('grid operator')).toBeCloseTo(5 * 0.1095 + 2 * (43.8 / 8760) * 2, 9);
  expect(of('municipality')).toBeCloseTo(5 * 0.0167, 9);
  expect(of('supplier')).toBeCloseTo(3 * 0.1604, 9);
  expect(of('market')).toBe(0);
  expect(moneyToNumber(bills[1]!.total)).toBeCloseTo(2 * retail[1]! + 0.38 + 2 * localFee[0]! + 0.01, 9);
});

it('grid energy bought in the market costs retail, line by line; what was paid beyond stays there', () => {
  const { instance, community } = twoNeighbours();
  // the grid sells B 2 kWh in the second hour, at 0.28 or for a cent more
  const { plans } = plansAt(instance, [series(3, 0), series(0, 2), series(0, -2)]);
  const billOf = (paid: number) =>
    householdBills(community, plans, [0n, money(paid), money(-paid)], nothing)[1]!.lines.map(
      ({ name, amount }) => [name, moneyToNumber(amount)],
    );
  // rounding apart: 1e-16
  expect(billOf(0.56).slice(0, 1)).toEqual([['retail price', expect.closeTo(1.2, 9)]]);
  expect(billOf(0.56)[1]?.[1] ?? 0).toBeCloseTo(0, 12);
  expect(billOf(0.57)).toEqual([
    ['retail price', expect.closeTo(1.2, 9)],
    ['local market', expect.closeTo(0.01, 9)],
  ]);
});

it('a contract of one’s own has lines of its own', () => {
  const made = twoNeighbours();
  const own = made.community.households.map((household, j) =>
    j === 1
      ? { ...household, tariff: { retail: series(0.2, 0.25), feedIn: made.community.market.tariff!.feedIn } }
      : household,
  );
  const { plans } = plansAt(made.instance);
  const [a, b] = householdBills({ ...made.community, households: own }, plans, [0n, 0n, 0n], nothing);
  expect(a!.lines[0]!.name).toBe('retail price');
  expect(b!.lines.map(({ name, amount }) => [name, moneyToNumber(amount)])).toEqual([
    ['own contract, retail', expect.closeTo(2 * 0.2 + 2 * 0.25, 9)],
  ]);
});

it('amounts are written to the last digit', () => {
  expect([exactMoney(1n), exactMoney(-41n * 10n ** 15n), exactMoney(12n * 10n ** 18n)]).toEqual([
    '0.000000000000000001',
    '-0.041000000000000000',
    '12.000000000000000000',
  ]);
});
