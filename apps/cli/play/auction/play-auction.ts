import type { Auction } from '#leagues/scenario-files/auction/auction.js';
import { auctionCsv } from '#matches/auction/auction-csv.js';
import { auctionReport, type AuctionReport } from '#matches/auction/auction-report.js';
import { playAuction } from '#matches/auction/play-auction.js';
import { playOnChain } from '#matches/auction/play-on-chain.js';
import { InputError } from '#matches/input-error.js';
import { ledgerChoice, openChain, type LedgerChoice } from '#matches/ledger/ledger-choice.js';
import { printJson, printLines } from '../../terminal/output.js';
import { CsvFolder } from '../csv-folder.js';
import { describeAuction } from './describe-auction.js';

export interface AuctionOptions {
  readonly json?: boolean;
  readonly chain: string;
  readonly csv?: string;
  /** options that the command line names */
  readonly given: readonly string[];
}

/** `gridleague play` of a double auction; in memory unless the command line names a chain. */
export async function playAndTell(auction: Auction, file: string, options: AuctionOptions): Promise<void> {
  const { given, json, csv } = options;
  const fitting = ['--json', '--chain', '--csv', ...(auction.seed === null ? [] : ['--seed'])];
  const stray = given.find((option) => !fitting.includes(option));
  if (stray) throw new InputError(`${file}: ${stray} does not apply to a double auction`);
  const ledger = given.includes('--chain') ? ledgerChoice(options.chain) : 'memory';
  const folder = csv === undefined ? null : await CsvFolder.prepare(csv);
  try {
    const report = await played(auction, ledger);
    await folder?.write(auctionCsv(report));
    if (json) printJson(report);
    else printLines(describeAuction(report));
  } finally {
    await folder?.discard();
  }
}

async function played(auction: Auction, choice: LedgerChoice): Promise<AuctionReport> {
  if (choice === 'memory') return auctionReport(auction, playAuction(auction));
  if (choice !== 'embedded')
    throw new InputError(
      `--chain: a double auction cannot be played at ${choice} yet (use embedded or memory)`,
    );
  const { source } = (await openChain(choice))!;
  try {
    const lease = await source.lease();
    const { periods, gas, transactions } = await playOnChain(auction, lease);
    return auctionReport(auction, periods, { network: lease.network, transactions, gas });
  } finally {
    await source.close();
  }
}
