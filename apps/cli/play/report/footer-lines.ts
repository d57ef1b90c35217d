import type { Resource } from '#market/instance.js';
import { billsOf } from '#results/export/community-csv.js';
import { shownShares } from '#results/standings/shown-shares.js';
import { receiverTotals } from '#market/energy/bills/household-bills.js';
import { fullReport } from '#market/match/report/full-report.js';
import type { MatchReport } from '#market/match/report/report.js';
import { gainParts } from '#market/referee/gain-account.js';
import { moneyToNumber } from '#market/ledger/units.js';
import { decimalsFor, formatFixed, formatSeconds, formatSigned } from '../../terminal/numbers.js';
import type { PlayedScenario } from '#matches/play/play-setting.js';
import { currencyOf } from '#matches/currency.js';
import { counted } from '#results/export/counted.js';

const MOST_FAILURES = 5;

/** The small print: dealer, fees, failures, audit, where it was settled, how to recognise it. */
export function footerLines(played: PlayedScenario): string[] {
  const { report, drawn } = played;
  const currency = currencyOf(drawn.instance);
  const { dealer, dealerCash, timing, engine } = report;
  return [
    `Dealer        ${dealer.name}: ${formatSigned(dealerCash, decimalsFor([dealerCash]))} ${currency}${plantIncome(report)}, ${heldBy(played)}`,
    ...gainLines(report, currency),
    ...feeLines(played, currency),
    ...billLines(played, currency),
    ...collectedLines(report, currency),
    `Conservation  ${conservationOf(report)}`,
    ...chainLines(played),
    ...failureLines(report),
    `Match         ${report.id}`,
    `Played in     ${formatSeconds(timing.seconds)}; ${counted(timing.solves, 'linear program')} in ${formatSeconds(timing.solverSeconds)}`,
    `Result        ${report.resultHash}${report.timingDependent ? ' (depends on timing: a replay may differ)' : ''}`,
    `Engine        gridleague ${engine.version} (${engine.commit})`,
  ];
}

function plantIncome(report: MatchReport): string {
  const income = report.noTrade - fullReport(report).baseline;
  if (income === 0) return '';
  return ` (alone with the grid its plant earns ${formatFixed(income, decimalsFor([income]))})`;
}

/** Four shares that add up. */
function gainLines(report: MatchReport, currency: string): string[] {
  const { account, gainShares } = fullReport(report);
  if (!gainShares) return [];
  const gain = moneyToNumber(BigInt(account.gain));
  const shares = shownShares(gainShares, 4);
  const parts = gainParts.map((part) => `${part} ${formatFixed(100 * shares[part], 2)} %`);
  return [`Gain          ${formatFixed(gain, decimalsFor([gain]))} ${currency}: ${parts.join(', ')}`];
}

function feeLines({ report: { fees, kpis }, drawn }: PlayedScenario, currency: string): string[] {
  if (drawn.community && drawn.community.market.localFee.every((fee) => fee === 0))
    return ['Fees          none: nothing is charged on local trades'];
  const gridFees = kpis.gridFees ?? 0;
  if (fees + gridFees === 0) return [];
  const amount = (money: number): string =>
    `${formatFixed(money, decimalsFor([fees, gridFees]))} ${currency}`;
  const besides = gridFees > 0 ? `, besides ${amount(gridFees)} within the retail price of grid energy` : '';
  return [`Fees          ${amount(fees)} on local energy${besides}`];
}

function heldBy({ report, drawn }: PlayedScenario): string {
  const { resources } = drawn.instance;
  const units = new Set(resources.map(({ unit }) => unit));
  const unit = units.size === 1 ? [...units][0]! : 'units';
  const held = (right: Resource['right']): number =>
    report.inventory.reduce((sum, quantity, r) => (resources[r]!.right === right ? sum + quantity : sum), 0);
  const amount = (sum: number): string => `${formatFixed(sum, decimalsFor([sum]))} ${unit}`;
  const rights = (['import', 'export'] as const)
    .filter((right) => held(right) > 1e-6)
    .map((right) => `, rights to ${right} ${amount(held(right))} unused`);
  return `${held(undefined) > 1e-6 ? amount(held(undefined)) : 'nothing'} left in stock${rights.join('')}`;
}

function conservationOf({ conservation }: MatchReport): string {
  const broken = conservation.resources.filter((difference) => difference !== '0').length;
  if (broken === 0 && conservation.cash === '0')
    return 'exact: no resource and no money came or went, to the last unit';
  return `BROKEN: ${counted(broken, 'resource')} and ${conservation.cash} units of money are missing`;
}

function chainLines({ report, drawn, log }: PlayedScenario): string[] {
  const { chain, perSeat } = report;
  if (chain.contract === null) return [];
  const { network, transactions, gas, blocks, seconds } = chain;
  const size = `${counted(transactions, 'transaction')}, gas ${formatFixed(gas, 0)}, ${counted(blocks, 'block')}`;
  // Unknown, or a node that makes its blocks in no time.
  const time = seconds ? ` in ${counted(seconds, 'second')} of chain time` : '';
  const paidBySeats = perSeat.reduce((sum, seat) => sum + seat.gas, 0);
  const paidByDealer = moneyToNumber(BigInt(chain.senders?.at(-1)?.paid ?? 0));
  const decimals = decimalsFor([paidBySeats, paidByDealer]);
  return [
    `Chain         ${network}: ${size}${time}`,
    ...(paidBySeats + paidByDealer > 0
      ? [
          `Gas           ${formatFixed(paidBySeats, decimals)} ${currencyOf(drawn.instance)} paid by the seats, ${formatFixed(paidByDealer, decimals)} by the dealer`,
        ]
      : []),
    `Contract      ${chain.contract}`,
    ...(log === null ? [] : [`Chain log     ${log}`]),
  ];
}

function failureLines({ perSeat, seats, dealer }: MatchReport): string[] {
  const owners = [
    { name: `dealer (${dealer.name})`, failures: dealer.failures },
    ...perSeat.map(({ seat, id, failures }) => ({
      name: `${id} (${seats[seat]?.plugin ?? 'grid'})`,
      failures,
    })),
  ];
  const failures = owners.flatMap(({ name, failures }) =>
    failures.map(({ round, kind, reason }) => `${name}, round ${round}: ${kind}: ${reason}`),
  );
  return failures.slice(0, MOST_FAILURES).map((text, index) => {
    const more = index === MOST_FAILURES - 1 ? failures.length - MOST_FAILURES : 0;
    return `${index === 0 ? 'Failures' : ''}`.padEnd(14) + `${text}${more > 0 ? ` (and ${more} more)` : ''}`;
  });
}

/** Local fees that left the seats' accounts for those of their receivers. */
export function collectedLines({ chain: { fees } }: MatchReport, currency: string): string[] {
  if (!fees) return [];
  const money = (amount: string): number => moneyToNumber(BigInt(amount));
  const amounts = fees.receivers.map(({ amount }) => money(amount));
  const parts = fees.receivers.map(
    ({ receiver }, i) => `${receiver} ${formatFixed(amounts[i]!, decimalsFor(amounts))}`,
  );
  const unpaid = fees.unpaid.filter((amount) => amount !== '0').length;
  return [
    `Collected     ${parts.length > 0 ? `${parts.join(', ')} ${currency}` : 'no local fee was due'}`,
    ...(unpaid > 0 ? [`              ${counted(unpaid, 'seat')} had not enough left for its fees`] : []),
  ];
}

/** Whom households pay; negative: who pays them. */
function billLines({ drawn, plans, ...record }: PlayedScenario, currency: string): string[] {
  if (!drawn.community) return [];
  const totals = receiverTotals(billsOf(record, drawn.community, plans)).filter(
    ({ amount }) => amount !== 0n,
  );
  if (totals.length === 0) return [];
  const amounts = totals.map(({ amount }) => moneyToNumber(amount));
  const parts = totals.map(
    ({ receiver }, i) => `${receiver} ${formatFixed(amounts[i]!, decimalsFor(amounts))}`,
  );
  return [`Bills go to   ${parts.join(', ')} ${currency}`];
}
