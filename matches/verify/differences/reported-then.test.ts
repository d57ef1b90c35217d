import { fullReport } from '#market/match/report/full-report.js';
import type { MarketInstance } from '#market/instance.js';
import type { MatchRecord, MatchReport } from '#market/match/report/report.js';
import { aMatch } from '#results/test/match-builder.js';
import { recordDifference } from './record-difference.js';
import { laterFields } from './reported-then.js';

/** No trade 10, grid only 8, optimum 4, this match 5; the only household paid 3 and saved 2. */
const match = aMatch('1').from(10).gridOnly(8).optimum(4).to(5).saving(2).dealtBy('keen', 3).over(0.5, 0.25);
const { report } = match.result();
const perSeat = report.perSeat.map((seat) =>
  seat.role === 'grid'
    ? { ...seat, costBefore: 0, cost: 0 }
    : { ...seat, costBefore: 10, cost: 5, payment: 3 },
);
const record = { report: { ...report, perSeat }, rounds: match.records() };

/** Its plant made 2, which the grid took at 1 each. */
const market = {
  participants: [{ role: 'grid', grid: { bid: [1] } }],
  dealer: { endowment: Float64Array.of(2) },
};
const instance = (): MarketInstance => market as unknown as MarketInstance;

type OptionalOf<T> = { [Key in keyof T]-?: object extends Pick<T, Key> ? Key : never }[keyof T];

/** Every field that a report may lack: because it came later, or because some matches have none of it. */
const whyLacking: Record<OptionalOf<MatchReport>, 'came later' | 'of some matches'> = {
  baseline: 'came later',
  account: 'came later',
  gainShares: 'came later',
  settlement: 'of some matches',
  days: 'of some matches',
};

const later = Object.keys(whyLacking).filter(
  (field) => whyLacking[field as keyof typeof whyLacking] === 'came later',
);

/** As a release before 0.3 wrote it: 5 of 6 gained, gaps of 2 and 1 out of 6, no account, nor anything that came later. */
function older(): MatchRecord {
  const report = { ...record.report };
  for (const field of later) Reflect.deleteProperty(report, field);
  const gaps = { gap: 1 / 6, gapPerRound: [2 / 6, 1 / 6] };
  const perSeat = report.perSeat.map((seat) => ({ ...seat, surplusShare: seat.saving / 6 }));
  return { ...record, report: { ...report, efficiency: 5 / 6, ...gaps, perSeat } };
}

it('holds a report of an older release to what that release measured from', () => {
  expect(recordDifference(older(), record, instance).field).toBeNull();
  const forged = older();
  expect(
    recordDifference({ ...forged, report: { ...forged.report, efficiency: 3 / 4 } }, record, instance).field,
  ).toBe('report.efficiency');
  expect(recordDifference(record, record, instance).field).toBeNull();
});

it.each([
  [
    'a line to compare with',
    { references: { ...record.report.references, gridOnly: 1e9 } },
    'references.gridOnly',
  ],
  ['none', { references: { ...record.report.references, gridOnly: null } }, 'references.gridOnly'],
  ['a part of an account', { account: record.report.account }, 'account'],
  ['a baseline', { baseline: 1e9 }, 'baseline'],
])('believes it in nothing: not in %s', (_, forged, field) => {
  const { report } = older();
  const { field: found } = recordDifference(
    { ...record, report: { ...report, ...forged } },
    record,
    instance,
  );
  expect(found).toMatch(field === 'references.gridOnly' ? `report.${field}` : /^report\./);
});

it('lets its plant feed in more than the connection takes, as it was said then', () => {
  const today = { ...record.report, references: { ...record.report.references, gridOnly: 9 } };
  expect(recordDifference(older(), { ...record, report: today }, instance).field).toBeNull();
});

it('measures such a report anew, from grid only', () => {
  const { efficiency, gapPerRound, baseline, gainShares, account } = fullReport(older().report);
  expect([efficiency, baseline]).toEqual([3 / 4, 8]);
  expect(gapPerRound.map((gap) => Number(gap.toFixed(12)))).toEqual([0.5, 0.25]);
  // 3 were gained beside grid only: 2 by the household, 1 by the dealer, whose plant alone had 2
  expect(gainShares).toEqual({ households: 2 / 3, grid: 0, dealer: 1 / 3, fees: 0 });
  expect(account).toEqual(record.report.account);
});

it('holds figures of a community from before lost load came to what they said then', () => {
  const energy = {
    consumption: 12,
    gridImport: 3,
    servedDemand: 8,
    unservedDemand: 4,
    unservedEnergy: 1 / 3,
  };
  const money = { bill: 2, billWithoutMarket: 1, lostLoad: 8, lostLoadWithoutMarket: 20 };
  const battery = { batteryFullCycles: 1, batteryDischarge: 4, batteryCapacity: 5 };
  const now = { ...energy, ...money, ...battery, selfSufficiencyPercent: 41.7, costSavings: 11 };
  const replayed = { ...record, report: { ...record.report, kpis: { ...now, congestedPeriods: null } } };
  const then = { consumption: 12, gridImport: 3, unservedEnergy: 1 / 3, bill: 2, billWithoutMarket: 1 };
  const kpis = {
    ...then,
    ...{ selfSufficiencyPercent: 75, costSavings: -1, costSavingsPercent: -100, batteryFullCycles: 0.8 },
  };
  const recorded = { ...record, report: { ...record.report, kpis } };
  expect(recordDifference(recorded, replayed, instance).field).toBeNull();
  kpis.selfSufficiencyPercent = 76;
  expect(recordDifference(recorded, replayed, instance).field).toBe('report.kpis.selfSufficiencyPercent');
});

it('knows by each field that came later that a report is not older', () => {
  const isLater = (report: MatchReport): boolean => laterFields.some(({ isIn }) => isIn(report) === true);
  expect(isLater(older().report)).toBe(false);
  for (const field of later)
    expect([field, isLater({ ...older().report, [field]: 0 })]).toEqual([field, true]);
});
