import { OrderTables } from '#results/export/order-tables.js';
import type { MarketRules } from '#market/instance.js';
import { InputError } from '#matches/input-error.js';
import { playDays } from '#matches/play/play-days.js';
import { ledgerChoice } from '#matches/ledger/ledger-choice.js';
import { matchTables } from '#matches/play/shown/match-tables.js';
import { dataFolder } from '../../terminal/data-folder.js';
import { formatFixed } from '../../terminal/numbers.js';
import { complain, print, printJson } from '../../terminal/output.js';
import { Progress } from '../../terminal/progress.js';
import { CsvFolder } from '../csv-folder.js';
import { tellCut } from '../tell-cut.js';
import { failuresIn } from '../failures-in.js';
import { keepMatch } from '../keep-match.js';
import { tellConsole } from '../play-seeds.js';
import { describeDays } from './describe-days.js';

/** What of the options of `play` applies to days. */
interface DaysOptions {
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
  readonly record?: string;
}

/** Plays days that follow one another, or one that may turn out otherwise, and tells what came of it. */
export async function playDaysAndTell(scenario: string, options: DaysOptions): Promise<void> {
  if (options.bidder) throw new InputError(`${scenario}: --bidder applies to double auctions alone`);
  const chain = ledgerChoice(options.chain);
  const folder = options.csv === undefined ? null : await CsvFolder.prepare(options.csv);
  const progress = new Progress(process.stderr);
  try {
    const orders = folder && new OrderTables();
    const played = await playDays({
      ...{ dataFolder: dataFolder(), scenario, chain, dealer: options.dealer, seed: options.seed },
      agents: options.agent ?? ['truthful'],
      rules: {
        ...(options.rounds !== undefined && { roundCap: options.rounds }),
        ...(options.book && { book: options.book }),
      },
      execution: options.inProcess ? 'in-process' : 'sandbox',
      ...(options.journal !== undefined && { journal: options.journal }),
      onNotice: (notice) => complain(`gridleague: ${notice}`),
      ...(orders && { onBook: (book, market) => orders.add(book, market) }),
      onDay: ({ day, outcome, rounds }, of) =>
        progress.step(
          (day + 1) / of,
          `day ${formatFixed(day + 1, 0)} of ${of}: ${outcome}, ${rounds} rounds`,
        ),
    });
    progress.done();
    await keepMatch(played.match, {
      ...{ id: played.report.id, dataFolder: dataFolder() },
      ...(options.record !== undefined && { record: options.record }),
    });
    await folder?.write(matchTables(played, played.drawn, { plans: played, days: played.records, orders }));
    tellCut(orders, options.csv);
    tellConsole(played);
    if (options.json) printJson(played.report);
    else print(...describeDays(played));
    if (options.strict && failuresIn(played.report) > 0) process.exitCode = 1;
  } finally {
    progress.done();
    await folder?.discard();
  }
}
