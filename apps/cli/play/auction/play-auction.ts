import type { Auction } from '#leagues/scenario-files/auction/auction.js';
import { auctionCsv } from '#matches/play/mechanisms/double-auction/auction-csv.js';
import { auctionReport, type AuctionReport } from '#matches/play/mechanisms/double-auction/auction-report.js';
import { biddingReport } from '#matches/play/mechanisms/double-auction/bidding-report.js';
import { playAuction, type PlayedPeriod } from '#matches/play/mechanisms/double-auction/play-auction.js';
import { playBidders } from '#matches/play/mechanisms/double-auction/play-bidders.js';
import { InputError } from '#matches/input-error.js';
import { isEmbedded, ledgerChoice, openChain, type LedgerChoice } from '#matches/ledger/ledger-choice.js';
import { printJson, printLines } from '../../terminal/output.js';
import { CsvFolder } from '../csv-folder.js';
import { describeAuction } from './describe-auction.js';

export interface AuctionOptions {
  readonly json?: boolean;
  readonly chain: string;
  readonly csv?: string;
  /** reference bidders by name, or files; none: the orders are given */
  readonly bidder?: readonly string[];
  readonly inProcess?: boolean;
  readonly strict?: boolean;
  /** options that the command line names */
  readonly given: readonly string[];
}

/** `gridleague play` of a double auction; in memory unless the command line names a chain. */
export async function playAndTell(auction: Auction, file: string, options: AuctionOptions): Promise<void> {
  const { given, json, csv } = options;
  const bidding = options.bidder ? ['--bidder', '--in-process', '--strict'] : [];
  const fitting = ['--json', '--chain', '--csv', ...(auction.seed === null ? [] : ['--seed']), ...bidding];
  const stray = given.find((option) => !fitting.includes(option));
  if (stray) throw strayInAuction(file, stray, auction.seed === null);
  const ledger = given.includes('--chain') ? ledgerChoice(options.chain) : 'memory';
  const folder = csv === undefined ? null : await CsvFolder.prepare(csv);
  try {
    const { report, periods } = await played(auction, ledger, options);
    await folder?.write(auctionCsv(report, { periods }));
    if (json) printJson(report);
    else printLines(describeAuction(report));
    if (options.strict && report.bidding?.bidders.some(({ failures }) => failures.length > 0))
      process.exitCode = 1;
  } finally {
    await folder?.discard();
  }
}

/** An option that says something of bundle trading. `isGiven`: so are the orders, and nobody plays. */
export function strayInAuction(file: string, option: string, isGiven: boolean): InputError {
  const instead = option === '--agent' && !isGiven ? ' (bidders sit there: --bidder)' : '';
  return new InputError(`${file}: ${option} does not apply to a double auction${instead}`);
}

async function played(
  stated: Auction,
  choice: LedgerChoice,
  { bidder, inProcess }: AuctionOptions,
): Promise<{ readonly report: AuctionReport } & Pick<Auction, 'periods'>> {
  const bid = bidder && (await playBidders(stated, bidder, inProcess ? 'in-process' : 'sandbox'));
  const auction = bid?.auction ?? stated;
  const bidding = (periods: readonly PlayedPeriod[]): Pick<AuctionReport, 'bidding'> =>
    bid ? { bidding: biddingReport(bid, stated, periods) } : {};
  if (choice === 'memory') {
    const periods = playAuction(auction);
    return { report: auctionReport(auction, periods, bidding(periods)), periods: auction.periods };
  }
  if (!isEmbedded(choice))
    throw new InputError(
      `--chain: a double auction cannot be played at ${choice} yet (use embedded, anvil or memory)`,
    );
  const { source } = (await openChain(choice))!;
  try {
    const lease = await source.lease();
    const { playOnChain } = await import('#matches/play/mechanisms/double-auction/play-on-chain.js');
    const { periods, gas, transactions } = await playOnChain(auction, lease);
    const chain = { network: lease.network, transactions, gas };
    const report = auctionReport(auction, periods, { ...bidding(periods), chain });
    return { report, periods: auction.periods };
  } finally {
    await source.close();
  }
}
