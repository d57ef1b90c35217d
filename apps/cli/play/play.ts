import { loadScenario } from '#leagues/scenario-files/load-scenario.js';
import type { Auction } from '#leagues/scenario-files/auction/auction.js';
import { loadAuction } from '#leagues/scenario-files/auction/load-auction.js';
import { isPlanned } from '#market/double-auction/planning-homes.js';
import type { MarketRules } from '#market/instance.js';
import type { PlayTask } from '#matches/play/play-task.js';
import { OrderTables } from '#results/export/order-tables.js';
import { complain, print, printJson } from '../terminal/output.js';
import { dataFolder } from '../terminal/data-folder.js';
import { matchProgress } from './match-progress.js';
import { ledgerChoice } from '#matches/ledger/ledger-choice.js';
import { playAndTell, strayInAuction } from './auction/play-auction.js';
import { InputError } from '#matches/input-error.js';
import { describeMatch } from './describe-match.js';
import { matchFileOf } from '#matches/play/match-file.js';
import { matchTables } from '#matches/play/shown/match-tables.js';
import { PlaySetting, type PlayedScenario, type SettingRequest } from '#matches/play/play-setting.js';
import { CsvFolder } from './csv-folder.js';
import { waitForDebugger } from './inspector.js';
import { failuresIn } from './failures-in.js';
import { keepMatch } from './keep-match.js';
import { tellCut } from './tell-cut.js';
import { playSeeds, tellConsole } from './play-seeds.js';
import { playDaysAndTell } from './days/play-days.js';

export interface PlayOptions {
  readonly agent?: readonly string[];
  readonly dealer: string;
  readonly bidder?: readonly string[];
  readonly seed: string;
  readonly seeds?: readonly string[];
  readonly rounds?: number;
  readonly book?: MarketRules['book'];
  readonly chain: string;
  readonly inProcess?: boolean;
  /** port of a debugger; true: the usual one */
  readonly inspect?: number | true;
  readonly strict?: boolean;
  readonly json?: boolean;
  readonly jsonl?: boolean;
  readonly csv?: string;
  readonly record?: string;
  readonly journal?: string;
  /** options that the command line names, such as `--seed` */
  readonly given: readonly string[];
}

/** `gridleague play`: plays, shows progress on stderr, and reports on stdout. */
export async function play(scenario: string, options: PlayOptions): Promise<void> {
  const auction = await loadAuction(scenario, options.seed);
  if (auction && !isMatch(auction, options)) return await playAndTell(auction, scenario, options);
  if (auction) refuseOfAuctions(scenario, options);
  else if (options.bidder) throw new InputError(`${scenario}: --bidder applies to double auctions alone`);
  const loaded = await loadScenario(scenario);
  if (loaded.rolls) {
    refuseOfDays(scenario, options);
    return await playDaysAndTell(scenario, options);
  }
  if (options.journal !== undefined)
    throw new InputError(`${scenario}: --journal is for days that follow one another`);
  refuseContradictions(options);
  const { seeds, given, inspect, rounds, book, strict } = options;
  const inMemory = (seeds !== undefined || auction !== null) && !given.includes('--chain');
  const plugins = auction ? (options.bidder ?? ['planner']) : (options.agent ?? ['truthful']);
  const request: SettingRequest = {
    ...{ dataFolder: dataFolder(), scenario, agents: plugins, dealer: options.dealer },
    rules: { ...(rounds !== undefined && { roundCap: rounds }), ...(book && { book }) },
    chain: inMemory ? 'memory' : ledgerChoice(options.chain),
    execution: options.inProcess || inspect !== undefined ? 'in-process' : 'sandbox',
    onNotice: (notice) => complain(`gridleague: ${notice}`),
    inspected: inspect !== undefined,
    seated: auction ? 'bidder' : 'agent',
  };
  if (inspect !== undefined) waitForDebugger(inspect);
  const failed = seeds ? await playSeeds(request, seeds, options) : await playOne(request, options);
  if (strict && failed) process.exitCode = 1;
}

/** Homes that plan are played as a match; so are bidders whose match is to be kept, or several of them. */
function isMatch({ agents = [] }: Auction, { bidder, record, seeds, jsonl, inspect }: PlayOptions): boolean {
  if (isPlanned(agents)) return true;
  return (
    bidder !== undefined &&
    agents.length > 0 &&
    [record, seeds, jsonl, inspect].some((option) => option !== undefined)
  );
}

function refuseOfDays(scenario: string, options: PlayOptions): void {
  for (const option of ['seeds', 'jsonl', 'inspect'] as const)
    if (options[option] !== undefined)
      throw new InputError(`${scenario}: --${option} is for single days that are foreseen`);
}

/** Homes that plan are played as a match, with bidders at the seats. */
function refuseOfAuctions(scenario: string, { given }: PlayOptions): void {
  const stray = given.find((option) =>
    ['--agent', '--dealer', '--rounds', '--book', '--journal'].includes(option),
  );
  if (stray) throw strayInAuction(scenario, stray, false);
}

function refuseContradictions({ seeds, json, jsonl, csv, record, given }: PlayOptions): void {
  if (json && jsonl) throw new InputError('--json is one document, --jsonl a line for each match');
  if (!seeds) return;
  if (given.includes('--seed')) throw new InputError('--seed is one, --seeds are several');
  if (json) throw new InputError('--json is one document: take --jsonl with --seeds');
  if (csv !== undefined || record !== undefined)
    throw new InputError(`${csv !== undefined ? '--csv' : '--record'} is of one match, --seeds are several`);
}

/** Whether a plugin failed. */
async function playOne(request: SettingRequest, options: PlayOptions): Promise<boolean> {
  const folder = options.csv === undefined ? null : await CsvFolder.prepare(options.csv);
  const progress = matchProgress(process.stderr);
  try {
    const orders = folder && new OrderTables();
    const played = await playedAndKept(request, options, {
      onRound: progress.round,
      ...(orders && { onBook: (book, market) => orders.add(book, market) }),
    });
    progress.done();
    await folder?.write(matchTables(played, played.drawn, { plans: played, days: played.days, orders }));
    tellCut(orders, options.csv);
    tellConsole(played);
    if (options.json || options.jsonl) printJson(withLog(played), options.json ? 2 : 0);
    else print(...describeMatch(played));
    return failuresIn(played.report) > 0;
  } finally {
    progress.done();
    await folder?.discard();
  }
}

/** Plays, and keeps what the match was made from where `explain` finds it. */
async function playedAndKept(
  request: SettingRequest,
  { seed, record }: PlayOptions,
  { onRound, ...listener }: Pick<PlayTask, 'onRound' | 'onBook'>,
): Promise<PlayedScenario> {
  const setting = await PlaySetting.open(request, seed);
  try {
    const played = await setting.play(seed, onRound, listener);
    const match = matchFileOf(setting, request.rules, played.report);
    const { dataFolder: folder } = request;
    await keepMatch(match, {
      id: played.report.id,
      dataFolder: folder,
      ...(record !== undefined && { record }),
    });
    return played;
  } finally {
    await setting.close();
  }
}

/** The report, and where the match's transactions are. */
function withLog({ report, log }: PlayedScenario): object {
  return log === null ? report : { ...report, chain: { ...report.chain, log } };
}
