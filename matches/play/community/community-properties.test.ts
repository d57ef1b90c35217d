import { scenarioFrom } from '#leagues/scenario-files/scenario-from.js';
import { fc } from '#market/test/seeded-properties.js';
import { isLong } from '#market/test/short-form.js';
import { theSolver } from '#market/test/a-match.js';
import { energyOf, hourly, playedCommunity } from '../../test/played-community.js';
import { referenceCosts, type ReferenceCosts } from '../shown/reference-costs.js';

/** A home of these hours: load, sun and, perhaps, a battery. */
interface Home {
  readonly load: readonly number[];
  readonly sun: readonly number[];
  readonly capacity: number;
}

const HOURS = 6;
const energies = fc.array(
  fc.integer({ min: 0, max: 20 }).map((tenths) => tenths / 10),
  { minLength: HOURS, maxLength: HOURS },
);
const aHome: fc.Arbitrary<Home> = fc.record({
  load: energies,
  sun: energies,
  capacity: fc.constantFrom(0, 2),
});
const homes = fc.array(aHome, { minLength: 3, maxLength: 4 });

/** `price`: what all prices are multiplied by. */
function community(of: readonly Home[], price = 1, more: object = {}): Record<string, unknown> {
  return {
    ...{ kind: 'community', id: 'day', start: '2025-06-10', step: 'PT1H', periods: HOURS },
    households: of.map(({ capacity }, j) => ({
      ...{ id: `home-${j}`, load: { series: energyOf(`load${j}`) }, pv: { series: energyOf(`sun${j}`) } },
      ...(capacity > 0 && {
        battery: { capacity, power: 1, efficiency: 0.9, initial: 0.5, wear: 0.01 * price },
      }),
    })),
    grid: {
      retail: {
        otherwise: 0.3 * price,
        windows: [{ from: '03:00', to: '05:00', price: 0.4 * price }],
      },
      feedIn: 0.1 * price,
    },
    localFee: 0.02 * price,
    ...more,
  };
}

function hoursOf(of: readonly Home[]): string {
  return hourly(
    Object.fromEntries(of.flatMap(({ load, sun }, j) => [[`load${j}`, load] as const, [`sun${j}`, sun]])),
  );
}

/** None, or a price of a kW of every home's peak. */
const aPeakPrice = fc.constantFrom(0, 0.2);
const onPeaks = (price: number): object => ({
  regulation: price === 0 ? [] : [{ name: 'power', unit: 'EUR/kW peak', retail: price }],
});

async function costsOf(of: readonly Home[], price = 1, more: object = {}): Promise<ReferenceCosts> {
  const scenario = await scenarioFrom(community(of, price, more), 'day', () => Promise.resolve(hoursOf(of)));
  return referenceCosts(scenario.draw('1').instance, await theSolver());
}

/** Played and settled at the final prices: cost and saving of each home. */
async function settled(
  of: readonly Home[],
  price = 1,
  more: object = {},
): Promise<{ cost: number; savings: number[]; bill: number }> {
  const { report } = await playedCommunity(community(of, price, { settlement: 'final', ...more }), {
    'hours.csv': hoursOf(of),
  });
  expect(report.outcome).toBe('converged');
  const agents = report.perSeat.filter(({ role }) => role === 'agent');
  return { cost: report.cost, savings: agents.map(({ saving }) => saving), bill: report.kpis.bill! };
}

const close = (one: number, other: number, within: number): void =>
  expect(Math.abs(one - other)).toBeLessThanOrEqual(within * Math.max(1, Math.abs(one), Math.abs(other)));

it('homes in another order have the same costs, alone and together, and the same savings at the final prices', () =>
  fc.assert(
    fc.asyncProperty(homes, async (of) => {
      const turned = [...of.slice(1), of[0]!];
      const [one, other] = [await costsOf(of), await costsOf(turned)];
      close(one.optimum, other.optimum, 1e-9);
      one.alone.slice(0, of.length).forEach((cost, j) => {
        close(cost, other.alone[(j + of.length - 1) % of.length]!, 1e-9);
      });
      const [played, again] = [await settled(of), await settled(turned)];
      close(played.cost, again.cost, 1e-5);
      played.savings.forEach((saving, j) =>
        close(saving, again.savings[(j + of.length - 1) % of.length]!, 1e-4),
      );
    }),
    { numRuns: isLong ? 25 : 2 },
  ));

it('homes that are alike save alike at the final prices', () =>
  fc.assert(
    fc.asyncProperty(aHome, aHome, async (twin, other) => {
      const { savings } = await settled([twin, other, twin]);
      close(savings[0]!, savings[2]!, 1e-4);
    }),
    { numRuns: isLong ? 25 : 2 },
  ));

it('with all prices twice as high all costs and bills are', () =>
  fc.assert(
    fc.asyncProperty(homes, aPeakPrice, async (of, peak) => {
      const [once, twice] = [onPeaks(peak), onPeaks(2 * peak)];
      const [one, other] = [await costsOf(of, 1, once), await costsOf(of, 2, twice)];
      close(2 * one.optimum, other.optimum, 1e-9);
      one.alone.forEach((cost, j) => close(2 * cost, other.alone[j]!, 1e-9));
      const [played, dearer] = [await settled(of, 1, once), await settled(of, 2, twice)];
      close(2 * played.bill, dearer.bill, 1e-4);
    }),
    { numRuns: isLong ? 25 : 2 },
  ));

it('periods of half an hour instead of an hour change no cost', () =>
  fc.assert(
    fc.asyncProperty(homes, aPeakPrice, async (of, peak) => {
      const halves = { ...onPeaks(peak), step: 'PT30M', periods: 2 * HOURS };
      const [one, other] = [await costsOf(of, 1, onPeaks(peak)), await costsOf(of, 1, halves)];
      close(one.optimum, other.optimum, 1e-9);
      one.alone.forEach((cost, j) => close(cost, other.alone[j]!, 1e-9));
    }),
    { numRuns: isLong ? 25 : 4 },
  ));
