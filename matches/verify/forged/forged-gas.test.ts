import { accountInUnits, gainShares, payingGas } from '#market/referee/gain-account.js';
import { dealt } from '#market/test/short-form.js';
import type { ForgedMatch, Lines } from '../test/forge.js';
import { chainOf, refusal, type Run } from '../test/forgery.js';

/** Lowers what the first seat saved as if it had paid this much gas, wherever it shows. */
function pay(record: ForgedMatch, gas: number): void {
  const { report } = record;
  const seat = report.perSeat[0]!;
  Object.assign(seat, { gas, saving: seat.saving - gas, wealth: seat.wealth - gas });
  if (seat.surplusShare !== null) seat.surplusShare = seat.saving / (report.noTrade - report.optimum);
}
/** In the account of who got the gain: out of the households' part, into the fees. */
function bookGas({ report }: ForgedMatch, paid: bigint): void {
  const before = {
    households: 0n,
    grid: 0n,
    dealer: 0n,
    [report.perSeat[0]!.role === 'grid' ? 'grid' : 'households']: paid,
  };
  const account = payingGas(report.account!, before);
  Object.assign(report, {
    account: accountInUnits(account),
    gainShares: gainShares(account, report.baseline!),
  });
}

const wei = (money: number): string => `${BigInt(money) * 10n ** 18n}`;

describe('gas', () => {
  it.each(
    dealt<[string, Run, (lines: Lines) => void, RegExp]>(
      [
        ['where the scenario prices none', 'mixed', ([, match]) => pay(match, 5), /perSeat\[0\]\.gas/],
        [
          'of a chain that the match was not on',
          'mixed',
          ([, ...matches]) => {
            for (const match of matches) {
              match.report.chain = chainOf(match.report.perSeat.length, wei(5), 'embedded');
              pay(match, 5);
            }
          },
          /perSeat\[0\]\.gas/,
        ],
        [
          'that only the accounts show',
          'dealers',
          ([, match]) => (match.report.chain.senders[1]!.paid = '7'),
          /chain\.senders\[1\]/,
        ],
        [
          "that lowers the dealer's cash",
          'dealers',
          ([, { report }]) => {
            report.chain.senders.at(-1)!.paid = wei(3);
            report.dealerCash -= 3;
          },
          /dealerCash/,
        ],
        [
          'of another amount than the replay pays',
          'priced',
          ([, match]) => pay(match, 0.001),
          /perSeat\[0\]\.gas/,
        ],
        [
          'of another amount, in the accounts as well',
          'priced',
          ([, match]) => {
            const sender = match.report.chain.senders[0]!;
            sender.paid = String(2n * BigInt(sender.paid));
            sender.gas *= 2;
            pay(match, match.report.perSeat[0]!.gas);
          },
          /DIFFERENT: report\./,
        ],
        [
          'that was left out',
          'priced',
          ([, match]) => pay(match, -match.report.perSeat[0]!.gas),
          /perSeat\[0\]\.gas/,
        ],
        [
          'on a foreign chain is never verified',
          'mixed',
          ([, ...matches]) => {
            for (const { report } of matches)
              report.chain = chainOf(report.perSeat.length, wei(5), 'chain 5');
            for (const match of matches) {
              pay(match, 5);
              bookGas(match, BigInt(wei(5)));
            }
          },
          /3 of them but for gas paid on a foreign chain \(unverified\)/,
        ],
        [
          'paid on no chain that its scenario could be played on',
          'priced',
          ([, { report }]) => {
            report.chain = chainOf(report.perSeat.length, '0', 'chain 7');
          },
          /DIFFERENT: report\.chain\.network/,
        ],
        [
          'that is said to be nothing on a foreign chain',
          'mixed',
          ([, ...matches]) => {
            for (const { report } of matches) report.chain = chainOf(report.perSeat.length, '0', 'chain 7');
          },
          /3 of them but for gas paid on a foreign chain \(unverified\)/,
        ],
        [
          'on a network of its own invention',
          'mixed',
          ([, { report }]) => (report.chain.network = 'moon'),
          /must be memory, embedded/,
        ],
        ['in memory', 'mixed', ([, { report }]) => (report.chain.gas = 1), /DIFFERENT: report\.chain /],
        [
          'of accounts that are missing',
          'dealers',
          ([, { report }]) => report.chain.senders.pop(),
          /chain\.senders/,
        ],
        [
          'on a chain where the others were in memory',
          'mixed',
          ([, , { report }]) => (report.chain = chainOf(report.perSeat.length, '0', 'embedded')),
          /chain\.network/,
        ],
      ],
      3,
    ),
  )('%s is refused', async (_, run, forge, words) => {
    expect(await refusal(run, forge)).toMatch(words);
  });
});
