import type { CallResult, SeatBriefing, SeatView } from '#market/traders.port.js';
import { orderLimits } from '#market/order/order-limits.js';
import { SeatValuation } from '#market/referee/seat-valuation.js';
import { sandboxDealer } from '../seats/dealer.js';
import type { PluginConsole } from '../seats/plugin-console.js';
import { sandboxTraders } from '../seats/traders.js';
import type { Submission } from '../compile/submission.js';
import type { TrialSurroundings } from './trial-match.js';
import type { TrialMarket } from './trial-markets.js';

export interface ProbeResult {
  readonly probe: string;
  readonly result: CallResult<unknown>;
}

export type Question = readonly [probe: string, ask: () => Promise<CallResult<unknown>>];

/** So many wrong answers say enough: each may have taken all the time a call has. */
const ENOUGH_FAILURES = 3;

/** Situations at the edge that a match rarely reaches: the plugin must answer them in form and in time. */
export async function probeAgent(
  submission: Submission,
  { instance, rules }: TrialMarket,
  { pool, limits, solver, allowance }: TrialSurroundings,
  console: PluginConsole,
): Promise<readonly ProbeResult[]> {
  const { problem, endowment, cash, id } = instance.participants[0]!;
  const m = instance.resources.length;
  const flat = (value: number): Float64Array => new Float64Array(m).fill(value);
  const briefing: SeatBriefing = {
    mechanism: 'bundle-trading',
    seat: 0,
    agents: instance.participants.length,
    resources: instance.resources,
    roundCap: rules.roundCap,
    closing: rules.closing,
    communication: { kind: 'synchronous' },
    problem,
    endowment,
    cash,
    fees: flat(0),
    limits: orderLimits(instance, rules),
  };
  const valuation = new SeatValuation(solver, problem, id);
  const ordinary: SeatView = {
    round: 1,
    prices: instance.initialPrices,
    previousPrices: instance.initialPrices,
    pricesSince: 0,
    allocation: endowment,
    cash,
    cost: valuation.costAt(endowment),
    openOrders: [],
    call: false,
    lastVolume: flat(0),
    lastTrades: 0,
  };
  const empty = flat(0);
  const views: Record<string, SeatView> = {
    'first round': ordinary,
    'all prices 0': { ...ordinary, round: 2, prices: flat(0) },
    'very high prices': { ...ordinary, round: 3, prices: flat(1e6), previousPrices: flat(0) },
    'nothing allocated': { ...ordinary, round: 4, allocation: empty, cost: valuation.costAt(empty) },
    'no cash': { ...ordinary, round: 5, cash: 0 },
    'a market call': { ...ordinary, round: 6, call: true },
    'the last round': { ...ordinary, round: rules.roundCap, call: true },
  };
  const traders = sandboxTraders({
    ...{ pool, limits, plugins: [submission], seed: 'admission/probes' },
    allowanceOf: () => allowance,
    consoleOf: () => console,
  });
  try {
    const trade = { round: 7, delivered: flat(1), payment: 1, prices: flat(1), fills: [] };
    const questions: Question[] = [
      ['create()', async () => (await traders.create([briefing]))[0]!],
      ...Object.entries(views).map(([name, view]): Question => [
        `bid() with ${name}`,
        async () => (await traders.bid([{ seat: 0, view }]))[0]!,
      ]),
      [
        'settled()',
        async () => (await traders.settled([{ seat: 0, trade, view: { ...ordinary, round: 7 } }]))[0]!,
      ],
    ];
    return await ask(questions, `${m} resources`);
  } finally {
    await traders.close();
    valuation.dispose();
  }
}

export async function probeDealer(
  submission: Submission,
  { instance, rules }: TrialMarket,
  { pool, limits, allowance }: TrialSurroundings,
  console: PluginConsole,
): Promise<readonly ProbeResult[]> {
  const { resources, dealer, initialPrices, participants } = instance;
  const flat = (value: number): Float64Array => new Float64Array(resources.length).fill(value);
  const ordinary = {
    round: 1,
    prices: initialPrices,
    inventory: flat(5),
    cash: dealer.cash,
    openOrders: 4,
    newOrders: 4,
    volume: flat(0),
  };
  const views = {
    'the first round': ordinary,
    'all prices 0': { ...ordinary, round: 2, prices: flat(0) },
    'very high prices': { ...ordinary, round: 3, prices: flat(1e6) },
    'nothing in stock': { ...ordinary, round: 4, inventory: flat(0) },
    'no cash': { ...ordinary, round: 5, cash: 0 },
    'an empty book': { ...ordinary, round: 6, openOrders: 0, newOrders: 0 },
    'the last round': { ...ordinary, round: rules.roundCap },
  };
  const desk = sandboxDealer({
    pool,
    limits,
    plugin: submission,
    seed: 'admission/probes',
    allowance,
    console,
  });
  try {
    const briefing = {
      agents: participants.length,
      resources,
      roundCap: rules.roundCap,
      closing: rules.closing,
      inventory: flat(5),
      cash: dealer.cash,
      total: flat(10),
      initialPrices,
    };
    const questions: Question[] = [
      ['create()', () => desk.create(briefing)],
      ...Object.entries(views).flatMap(([name, view]): Question[] => {
        const clearing = { prices: view.prices, settled: view.round % 2 === 0, surplus: view.round };
        return [
          [`quote() with ${name}`, () => desk.quote(view)],
          [`announce() with ${name}`, () => desk.announce(view, clearing)],
        ];
      }),
    ];
    return await ask(questions, `${resources.length} resources`);
  } finally {
    await desk.close();
  }
}

/** Asks one after the other, until enough is wrong. */
export async function ask(questions: readonly Question[], where: string): Promise<readonly ProbeResult[]> {
  const results: ProbeResult[] = [];
  let failures = 0;
  for (const [probe, answer] of questions) {
    const result = await answer();
    results.push({ probe: `${probe}, ${where}`, result });
    if (result.outcome !== 'ok' && ++failures === ENOUGH_FAILURES) break;
  }
  return results;
}
