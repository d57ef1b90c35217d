import { aMatch } from '#market/test/a-match.js';
import { aRandomMarket } from '#market/test/markets.js';

// A market that ended as soon as two rounds had the same prices would end in the first round in which nobody who was asked
// moved anything.
it('prices that stand still are no reason to close: with participation 0.2 the gain is still to come', async () => {
  const { report, played } = await aMatch()
    .on(aRandomMarket('quiet', { agents: 5, resources: 2 }))
    .under({ participation: 0.2 })
    .over(600)
    .rounds();
  const { rounds } = played;
  const quiet = rounds.findIndex(
    ({ call, settled, prices }, n) =>
      n > 0 && !call && !settled && prices.every((price, r) => price === rounds[n - 1]!.prices[r]),
  );
  const atStandstill = rounds[quiet]!.cost;
  const attainable = report.baseline - report.optimum;
  expect((report.baseline - atStandstill) / attainable).toBeLessThan(0.9);
  // The market closes at the optimum, after everybody has answered a call.
  expect(report.outcome).toBe('converged');
  expect((report.baseline - report.cost) / attainable).toBeCloseTo(1, 5);
  expect(rounds.at(-1)!.participants).toBe(5);
  expect(rounds.slice(quiet).some(({ call }) => call)).toBe(true);
});
