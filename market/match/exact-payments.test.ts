import { loadScenario } from '#leagues/scenario-files/load-scenario.js';
import { moneyNearest } from '../ledger/units.js';
import { aMatch } from '../test/a-match.js';
import { paidBySeat } from './exact-payments.js';

it.each(['path', 'final'] as const)(
  'settlement %s: a record tells what everybody paid as the ledger has it, to the last unit',
  async (settlement) => {
    const { instance, rules, fees, tariff } = (await loadScenario('demo-community')).draw('1');
    const { played, report } = await aMatch()
      .on(instance)
      .under({ ...rules, settlement })
      .told(fees, tariff)
      .over(15)
      .rounds();
    // What a reader has of it: numbers that went through JSON.
    const kept = JSON.parse(JSON.stringify({ report, rounds: played.rounds })) as Parameters<
      typeof paidBySeat
    >[0];
    const paid = paidBySeat(kept);
    expect(paid).toEqual(played.seats.map(({ payment }) => payment));
    const taken = played.closing.dealerCash - played.opening.dealerCash;
    expect(paid.reduce((sum, payment) => sum + payment, 0n)).toBe(taken);
    // The nearest numbers are not enough.
    expect(kept.report.perSeat.map(({ payment }) => moneyNearest(payment))).not.toEqual(paid);
  },
);
