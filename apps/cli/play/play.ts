import { loadScenario } from '#leagues/scenario-files/load-scenario.js';
import { loadAuction } from '#leagues/scenario-files/auction/load-auction.js';
import type { MarketRules } from '#market/instance.js';
import type { MatchReport } from '#market/match/report.js';
import { complain, print, printJson } from '../terminal/output.js';
import { dataFolder } from '../terminal/data-folder.js';
import { matchProgress } from './match-progress.js';
import { ledgerChoice } from '#matches/ledger/ledger-choice.js';
import { playAndTell } from './auction/play-auction.js';
import { InputError } from '#matches/input-error.js';
import { describeMatch } from './describe-match.js';
import { matchTables } from '#matches/play/match-tables.js';
import { playScenario, type PlayedScenario } from '#matches/play/play-scenario.js';
import { CsvFolder } from './csv-folder.js';
import { playDaysAndTell } from './days/play-days.js';

export interface PlayOptions {
  readonly agent?: readonly string[];
  readonly dealer: string;
  readonly bidder?: readonly string[];
  readonly seed: string;
  readonly rounds?: number;
  readonly book?: MarketRules['book'];
  readonly chain: string;
  readonly inProcess?: boolean;
  readonly strict?: boolean;
  readonly json?: boolean;
  readonly csv?: string;
  readonly journal?: string;
  /** options that the command line names, such as `--seed` */
  readonly given: readonly string[];
}

/** `gridleague play`: plays, shows progress on stderr, and reports on stdout. */
export async function play(scenario: string, options: PlayOptions): Promise<void> {
  const auction = await loadAuction(scenario, options.seed);
  if (auction) return await playAndTell(auction, scenario, options);
  if (options.bidder) throw new InputError(`${scenario}: --bidder applies to double auctions alone`);
  const loaded = await loadScenario(scenario);
  if (loaded.rolls) return await playDaysAndTell(loaded, scenario, options);
  if (options.journal !== undefined)
    throw new InputError(`${scenario}: --journal is for days that follow one another`);
  const chain = ledgerChoice(options.chain);
  const folder = options.csv === undefined ? null : await CsvFolder.prepare(options.csv);
  const progress = matchProgress(process.stderr);
  try {
    const played = await playScenario({
      dataFolder: dataFolder(),
      scenario,
      loaded,
      agents: options.agent ?? ['truthful'],
      dealer: options.dealer,
      seed: options.seed,
      rules: {
        ...(options.rounds !== undefined && { roundCap: options.rounds }),
        ...(options.book && { book: options.book }),
      },
      chain,
      execution: options.inProcess ? 'in-process' : 'sandbox',
      onNotice: (notice) => complain(`gridleague: ${notice}`),
      onRound: progress.round,
    });
    progress.done();
    await folder?.write(matchTables(played, played.drawn, played.plans));
    if (options.json) printJson(withLog(played));
    else print(...describeMatch(played));
    if (options.strict && failuresIn(played.report) > 0) process.exitCode = 1;
  } finally {
    progress.done();
    await folder?.discard();
  }
}

/** Of all plugins of the match. */
function failuresIn({ perSeat, dealer }: MatchReport): number {
  return perSeat.reduce((sum, { failures }) => sum + failures.length, dealer.failures.length);
}

/** The report, and where the match's transactions are. */
function withLog({ report, log }: PlayedScenario): object {
  return log === null ? report : { ...report, chain: { ...report.chain, log } };
}
