import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { extendLeague } from '../../workers/extend-league.js';
import { play, writeWhole, type BundleRun } from './played-run.js';

export type { BundleRun } from './played-run.js';

const patient = { limits: { milliseconds: 30_000 } };

/** Teams share a market; plugins that do not come along take part, one of which fails. */
export const mixedRun = (): Promise<BundleRun> =>
  play(
    {
      ...{ id: 'mixed', title: 'Mixed', format: 'mixed', scenarios: ['blems-example'], matchSize: 2 },
      ...{ entrants: ['truthful', 'mine', 'failing'], dealers: ['passive'], ...patient },
    },
    'memory',
  );

/** Two dealers on the embedded chain, where gas is free. */
export const dealerRun = (): Promise<BundleRun> =>
  play(
    {
      ...{ id: 'dealers', title: 'Dealers', format: 'dealer-comparison', scenarios: ['blems-example'] },
      ...{ entrants: ['truthful'], dealers: ['passive', 'smoothing'], ...patient },
    },
    'embedded',
  );

/** The file of a small scenario; `folder`: where it lies, if it is not kept with its run. */
async function smallScenario(folder: string, id: string, fields: object): Promise<string> {
  return scenarioFile(folder, id, { kind: 'random', agents: 3, resources: 2, cash: 100, ...fields });
}

async function scenarioFile(folder: string, id: string, fields: object): Promise<string> {
  const file = join(process.env.GRIDLEAGUE_TEST_KEPT ?? folder, `${id}.json`);
  await writeWhole(file, JSON.stringify({ id, ...fields }));
  return file;
}

/** One match on a chain whose gas costs money. */
async function pricedRun(folder: string): Promise<BundleRun> {
  const chain = { gasPrice: '30 gwei', cash: 2, blockTime: 12 };
  const scenario = await smallScenario(folder, 'priced', { chain });
  const league = { id: 'priced', title: 'Priced', format: 'self-play', scenarios: [scenario] };
  return play({ ...league, entrants: ['truthful'], dealers: ['passive'], ...patient }, 'embedded', [
    scenario,
  ]);
}

/** Matches that are settled at their final prices; the round cap ends them before they come to rest. */
async function finalRun(folder: string): Promise<BundleRun> {
  const scenario = await smallScenario(folder, 'final', { settlement: 'final', roundCap: 4 });
  const league = { id: 'final', title: 'Final', format: 'mixed', scenarios: [scenario], matchSize: 2 };
  const teams = { entrants: ['truthful', 'mine'], dealers: ['passive'], roundCap: 4 };
  return play({ ...league, ...teams, ...patient }, 'memory', [scenario]);
}

/** A noon at which energy is worth less than nothing: two homes, and a roof that cannot be turned down. */
async function belowZeroRun(folder: string): Promise<BundleRun> {
  const scenario = await scenarioFile(folder, 'noon', {
    ...{ kind: 'community', start: '2025-06-10T11:00', step: 'PT1H', periods: 2, curtailment: 'none' },
    households: [
      { id: 'home', count: 2, load: { annualEnergy: 9000 } },
      { id: 'roof', pv: { peakPower: 4 } },
    ],
    grid: { retail: -0.06, feedIn: -0.08 },
  });
  const league = { id: 'noon', title: 'Noon', format: 'mixed', scenarios: [scenario], matchSize: 2 };
  const teams = { entrants: ['truthful', 'mine'], dealers: ['passive'], roundCap: 6 };
  return play({ ...league, ...teams, ...patient }, 'memory', [scenario]);
}

/** Three days on forecasts with errors, each traded anew at noon: what is carried from market to market is money, a battery and a car. */
async function daysRun(folder: string): Promise<BundleRun> {
  const scenario = await scenarioFile(folder, 'three-days', {
    ...{ kind: 'community', start: '2025-06-10', step: 'PT1H', periods: 'day', days: 3, retrade: 12 },
    households: [
      { id: 'roof', load: { annualEnergy: 3000 }, pv: { peakPower: 5 }, battery: { capacity: 5, power: 2 } },
      {
        ...{ id: 'plain', load: { annualEnergy: 4000 } },
        ev: { energy: 6, power: 3.7, arrival: '18:00', departure: '06:00' },
      },
    ],
    ...{ grid: { retail: 0.32, feedIn: 0.08 }, localFee: 0.04, sky: 'mixed' },
    forecast: { noisy: { load: 0.2, pv: 0.3 } },
    imbalance: { short: { offset: 0.06 }, long: { offset: -0.04 } },
  });
  const league = { id: 'days', title: 'Days', format: 'mixed', scenarios: [scenario], matchSize: 2 };
  const teams = { entrants: ['truthful', 'mine'], dealers: ['passive'], roundCap: 8 };
  return play({ ...league, ...teams, ...patient }, 'memory', [scenario]);
}

/** Two days on a chain whose gas costs money, with a storage, a CHP and an uncertain plant of the dealer's. */
async function pricedDaysRun(folder: string): Promise<BundleRun> {
  const scenario = await scenarioFile(folder, 'priced-days', {
    ...{ kind: 'community', start: '2025-06-10', step: 'PT1H', periods: 'day', days: 2 },
    households: [
      { id: 'roof', load: { annualEnergy: 3000 }, pv: { peakPower: 5 } },
      { id: 'plain', load: { annualEnergy: 4000 } },
    ],
    grid: {
      retail: { otherwise: 0.32, windows: [{ from: '17:00', to: '21:00', price: 0.42 }] },
      feedIn: 0.08,
    },
    localFee: 0.04,
    dealer: {
      output: 'forecast',
      pv: { peakPower: 3 },
      storage: { capacity: 5, power: 2, wear: 0.01 },
      chp: { power: 1, fuel: 0.15, minimumLoad: 0.5, startCost: 0.1, minimumUp: 3 },
    },
    forecast: { noisy: { load: 0.2, pv: 0.3 } },
    imbalance: { short: { offset: 0.06 }, long: { offset: -0.04 } },
    chain: { gasPrice: '1 gwei', collectFees: true },
  });
  const league = {
    id: 'priced-days',
    title: 'Priced days',
    format: 'mixed',
    scenarios: [scenario],
    matchSize: 2,
  };
  const teams = { entrants: ['truthful', 'mine'], dealers: ['passive'], roundCap: 8 };
  return play({ ...league, ...teams, ...patient }, 'embedded', [scenario]);
}

/** A clock exchange of three homes, whose local fees are collected at its end. */
async function clockRun(folder: string): Promise<BundleRun> {
  const scenario = await scenarioFile(folder, 'clock', {
    ...{
      kind: 'community',
      mechanism: 'clock-exchange',
      start: '2025-06-10T10:00',
      step: 'PT1H',
      periods: 6,
    },
    households: [
      { id: 'roof', load: { annualEnergy: 3000 }, pv: { peakPower: 5 }, battery: { capacity: 5, power: 2 } },
      { id: 'plain', count: 2, load: { annualEnergy: 4000 } },
    ],
    ...{ grid: { retail: 0.32, feedIn: 0.08 }, localFee: 0.04, chain: { collectFees: true } },
  });
  const league = { id: 'clock', title: 'Clock', format: 'mixed', scenarios: [scenario], matchSize: 2 };
  const teams = { mechanism: 'clock-exchange', entrants: ['truthful', 'mine'], dealers: ['passive'] };
  return play({ ...league, ...teams, roundCap: 30, ...patient }, 'memory', [scenario]);
}

/** A morning of auctions in which every buyer pays what it bids: what it is worth, or anything below. */
async function paidAsBidRun(folder: string): Promise<BundleRun> {
  const scenario = await scenarioFile(folder, 'paid-as-bid', {
    ...{ kind: 'community', mechanism: 'double-auction', pricing: 'pay-as-bid' },
    ...{ start: '2025-06-10T08:00', step: 'PT1H', periods: 6 },
    households: [
      { id: 'roof', count: 2, load: { annualEnergy: 3000 }, pv: { peakPower: 4 } },
      { id: 'home', count: 10, load: { annualEnergy: 4000 } },
    ],
    grid: { retail: 0.32, feedIn: 0.08 },
  });
  const league = { id: 'paid-as-bid', title: 'Bids', format: 'mixed', scenarios: [scenario], matchSize: 2 };
  const teams = { mechanism: 'double-auction', entrants: ['reservation-price', 'my-bidder'] };
  return play({ ...league, ...teams, roundCap: undefined, ...patient }, 'memory', [scenario]);
}

/** A run that got a second block. */
async function extendedRun(folder: string): Promise<BundleRun> {
  const scenario = await smallScenario(folder, 'grown', { roundCap: 4 });
  const league = {
    id: 'grown',
    title: 'Grown',
    format: 'self-play',
    scenarios: [scenario],
    extensible: true,
  };
  const teams = { entrants: ['truthful'], dealers: ['passive'], roundCap: 4 };
  const run = await play({ ...league, ...teams, ...patient }, 'memory', [scenario]);
  const { head, packages, played } = await extendLeague(
    { ...run, head: run.frozen },
    { blocks: 1, workers: 1, ledger: 'memory' },
  );
  const matches = head.plan.matches.map((match) => ({ ...match, scenario }));
  const old = { ...run.head, plan: { ...head.plan, matches }, lookAnchors: head.lookAnchors! };
  return { head: old, frozen: head, packages, played, scenarios: [scenario] };
}

/** Matches that a random close ends, by the rule of their league. */
export const closedRun = (): Promise<BundleRun> =>
  play(
    {
      ...{ id: 'closed', title: 'Closed', format: 'mixed', scenarios: ['demo-street'], matchSize: 2 },
      ...{ entrants: ['truthful', 'mine'], dealers: ['passive'], ...patient },
      closing: { random: { from: 3, hazard: 0.5 } },
    },
    'memory',
  );

/** Matches whose agents come and go, each at a pace of its own. */
async function wakingRun(folder: string): Promise<BundleRun> {
  const scenario = await smallScenario(folder, 'waking', {
    ...{ agents: 5, roundCap: 12, communication: 'asynchronous' },
    asynchronous: { rate: 0.3, agents: { 'agent-1': 1 }, information: 'asymmetric' },
  });
  const league = { id: 'waking', title: 'Waking', format: 'mixed', scenarios: [scenario], matchSize: 2 };
  const teams = { entrants: ['truthful', 'mine'], dealers: ['passive'] };
  return play({ ...league, ...teams, ...patient }, 'memory', [scenario]);
}

/** One match in which the clock strikes: a plugin computes without end in round 2. */
const slowRun = (): Promise<BundleRun> =>
  play(
    {
      ...{ id: 'slow', title: 'Slow', format: 'mixed', scenarios: ['blems-example'], matchSize: 2 },
      ...{ entrants: ['truthful', 'slow'], dealers: ['passive'], limits: { milliseconds: 200 } },
    },
    'memory',
  );

/** A plugin that is TypeScript alone, and one whose source is two programs. */
const languageRun = (): Promise<BundleRun> =>
  play(
    {
      ...{ id: 'languages', title: 'Languages', format: 'mixed', scenarios: ['blems-example'], matchSize: 2 },
      ...{ entrants: ['typed', 'two-languages'], dealers: ['passive'], ...patient },
    },
    'memory',
  );

/** Plays each of them. `folder`: where scenarios of their own lie. */
export const plays = {
  mixed: mixedRun,
  dealers: dealerRun,
  priced: pricedRun,
  final: finalRun,
  belowZero: belowZeroRun,
  days: daysRun,
  pricedDays: pricedDaysRun,
  clock: clockRun,
  paidAsBid: paidAsBidRun,
  closed: closedRun,
  waking: wakingRun,
  grown: extendedRun,
  slow: slowRun,
  languages: languageRun,
} satisfies Readonly<Record<string, (folder: string) => Promise<BundleRun>>>;

/** A folder for the files of runs. */
export async function runFolder(): Promise<{
  readonly folder: string;
  readonly remove: () => Promise<void>;
}> {
  const folder = await mkdtemp(join(tmpdir(), 'runs-'));
  return { folder, remove: () => rm(folder, { recursive: true, force: true }) };
}
