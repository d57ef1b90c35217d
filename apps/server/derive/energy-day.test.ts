import { loadScenario } from '#leagues/scenario-files/load-scenario.js';
import { flowsOf } from './energy-day.js';

const market = (await loadScenario('demo-community')).draw('any');
const { participants, resources } = market.instance;

it('shows what a home does with what it holds after the rounds that it has traded in', async () => {
  const seat = participants.findIndex(({ endowment }) => endowment.every((amount) => amount === 0));
  const [r, amount] = [resources.findIndex(({ right }) => right === undefined), 0.01];
  const delivered = resources.map((_, i) => (i === r ? amount : 0));
  const round = { trades: [{ seat, delivered, payment: 0 }] };
  const alone = (await flowsOf(market, [], seat))!;
  const after = (await flowsOf(market, [round, round], seat))!;
  const t = resources[r]!.period!;
  expect(alone.position.every((energy) => Math.abs(energy) < 1e-9)).toBe(true);
  expect(after.position[t]).toBeCloseTo(2 * amount, 9);
  // What comes in goes out, in every period; this home makes nothing.
  for (const flows of [alone, after])
    flows.consumption.forEach((consumed, i) => {
      const out = consumed + flows.charge[i]! + flows.export[i]!;
      expect(out).toBeCloseTo(flows.import[i]! + flows.discharge[i]! + flows.position[i]!, 6);
    });
});

it('knows no home behind the seat of the grid', async () => {
  const seat = participants.findIndex(({ role }) => role === 'grid');
  expect(await flowsOf(market, [], seat)).toBeNull();
});
