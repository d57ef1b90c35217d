import { isAsynchronous, type MarketRules } from '../instance.js';
import type { SeatBriefing, SeatCommunication } from '../traders.port.js';
import type { OrderLimits } from '../order/order-limits.js';
import { totalSupply } from '../referee/central-problem.js';
import type { Dealer } from './dealer/dealer-supply.js';
import { EVERY_ROUND, ownOf } from './rounds/pace.js';
import type { MatchSetting } from './match-setting.js';
import type { Seat } from './seats/seat.js';

/** Tells every strategy what it starts with. One that cannot be created has its first failure. */
export async function introduceSeats(
  setting: MatchSetting,
  seats: readonly Seat[],
  limits: OrderLimits,
  mechanism: SeatBriefing['mechanism'] = 'bundle-trading',
): Promise<void> {
  const { instance, rules, fees, tariff, traders, day } = setting;
  const agents = seats.filter(({ participant }) => participant.role !== 'grid');
  const answers = await traders.create(
    agents.map(({ index, participant: { id, problem, columns, assets, endowment, cash } }) => ({
      mechanism,
      seat: index,
      agents: agents.length,
      resources: instance.resources,
      roundCap: rules.roundCap,
      closing: rules.closing,
      communication: communicationOf(id, rules),
      problem,
      ...(columns && { columns }),
      ...(assets && { assets }),
      endowment: endowment.slice(),
      cash,
      fees: fees?.slice() ?? new Float64Array(instance.resources.length),
      ...(tariff ? { grid: tariff } : {}),
      ...(day && { day: day.told[index]! }),
      limits: { ...limits },
    })),
  );
  answers.forEach((answer, i) => {
    if (answer.outcome !== 'ok')
      agents[i]!.fail({ round: 0, kind: answer.outcome, reason: answer.reason }, rules.errorBudget);
  });
}

function communicationOf(agent: string, rules: MarketRules): SeatCommunication {
  if (!isAsynchronous(rules)) return { kind: 'synchronous' };
  const { participation, asynchronous = EVERY_ROUND } = rules;
  const { rate, information } = asynchronous;
  const by = rate === undefined ? 'round' : 'minute';
  return {
    kind: 'asynchronous',
    wakes: ownOf(asynchronous, agent) ?? rate ?? participation,
    by,
    information,
  };
}

/** Likewise the dealer policy. */
export async function introduceDealer(
  { instance, rules, tariff, day, dealer: desk }: MatchSetting,
  dealer: Dealer,
  seats: readonly Seat[],
): Promise<void> {
  const answer = await desk.create({
    agents: seats.filter(({ participant }) => participant.role === 'agent').length,
    resources: instance.resources,
    roundCap: rules.roundCap,
    closing: rules.closing,
    inventory: instance.dealer.endowment.slice(),
    cash: instance.dealer.cash,
    total: totalSupply(instance),
    initialPrices: instance.initialPrices.slice(),
    ...(tariff ? { grid: tariff } : {}),
    ...(day && { day: day.toldDealer }),
  });
  if (answer.outcome !== 'ok') dealer.fail(0, { kind: answer.outcome, reason: answer.reason });
}
