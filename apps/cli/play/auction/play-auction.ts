import type { Auction } from '#leagues/scenario-files/auction/auction.js';
import { auctionReport } from '#matches/auction/auction-report.js';
import { playAuction } from '#matches/auction/play-auction.js';
import { InputError } from '#matches/input-error.js';
import { print, printJson } from '../../terminal/output.js';
import { describeAuction } from './describe-auction.js';

export interface AuctionOptions {
  readonly json?: boolean;
  /** options that the command line names */
  readonly given: readonly string[];
}

/** `gridleague play` of a double auction. */
export function playAndTell(auction: Auction, file: string, options: AuctionOptions): void {
  const fitting = ['--json', ...(auction.seed === null ? [] : ['--seed'])];
  const stray = options.given.find((option) => !fitting.includes(option));
  if (stray) throw new InputError(`${file}: ${stray} does not apply to a double auction`);
  const report = auctionReport(auction, playAuction(auction));
  if (options.json) printJson(report);
  else print(...describeAuction(report));
}
