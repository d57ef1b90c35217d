import { playedMatches, readBundle } from '#matches/bundles/run-bundle.js';
import { shippedPlugins } from '#matches/play/line-ups/reference-plugins.js';
import { blockSpread } from '#matches/runs/block-spread.js';
import { foreseeRun, type Foresight } from '#matches/runs/foresee-run.js';
import { openAll, packLeague } from '#matches/runs/league-packages.js';
import { matchResults, runBoards } from '#matches/runs/run-boards.js';
import { bundleFile } from '#matches/runs/run-folder.js';
import { counted } from '#results/export/counted.js';
import { print, printJson } from '../terminal/output.js';
import { leagueOf, type LeagueOptions } from './league.js';
import { ownPlugins } from './named-plugins.js';
import { duration } from './league-progress.js';

export interface PlanOptions extends Pick<LeagueOptions, 'plugin' | 'blocks' | 'json'> {
  /** a run like it, by its folder or bundle */
  readonly pilot?: string;
  readonly spread?: number;
  readonly difference?: number;
}

/** `gridleague league plan`: what a run would be, and what its blocks can tell apart, without playing it. */
export async function planLeague(file: string, options: PlanOptions): Promise<void> {
  const { definition, packages } = await packLeague(await leagueOf(file, options));
  const entrants = [...(await shippedPlugins()), ...(await ownPlugins(options.plugin ?? []))];
  const pilot = options.pilot === undefined ? null : await readPilot(options.pilot);
  const spread = options.spread ?? pilot?.spread ?? undefined;
  const { difference } = options;
  const seen = foreseeRun({ definition, entrants, scenarios: await openAll(packages), spread, difference });
  const seconds = pilot && pilot.secondsPerMatch * seen.matches;
  if (options.json) return printJson({ ...seen, seconds });
  print(`${seen.matches} matches in ${counted(seen.blocks, 'block')}, ${seen.pairs} pairs to tell apart`);
  for (const draw of seen.draws) print(drawLine(draw));
  if (seconds !== null) print(`about ${duration(seconds)} of one worker, at the pace of the pilot`);
  if (seen.blocks < seen.fewestBlocks)
    print(
      `with ${seen.blocks} blocks no pair can be told apart, however far: ${seen.fewestBlocks} are the fewest`,
    );
  if (!seen.power) return print('what they can tell apart: give --spread, or a --pilot run');
  const { visible } = seen.power;
  if (visible !== null) print(`differences below ${visible.toPrecision(2)} stay invisible (80 % power)`);
  if (difference !== undefined) print(blocksLine(difference, seen.power, seen.mostBlocks));
}

/** How many blocks would show a difference, and whether there are days for them. */
export function blocksLine(
  difference: number,
  { blocksNeeded, visibleAtMost }: Pick<NonNullable<Foresight['power']>, 'blocksNeeded' | 'visibleAtMost'>,
  most: number | null,
): string {
  if (blocksNeeded === null) return `no league has blocks enough to show ${difference}`;
  const needed = `${blocksNeeded} blocks would show ${difference}`;
  if (most === null || blocksNeeded <= most) return needed;
  const shown =
    visibleAtMost === null ? 'which show nothing' : `which would show ${visibleAtMost.toPrecision(2)}`;
  return `${needed}, but there are days for ${most} only, ${shown}`;
}

function drawLine({ scenario, fields, days }: Foresight['draws'][number]): string {
  const what = fields.length > 0 ? fields.join(', ') : 'nothing';
  const which = days ? `; each block another of ${days.count} days${days.held ? ' held for runs' : ''}` : '';
  return `a block draws of ${scenario}: ${what}${which}`;
}

interface Pilot {
  readonly spread: number | null;
  readonly secondsPerMatch: number;
}

async function readPilot(path: string): Promise<Pilot> {
  const bundle = await readBundle(await bundleFile(path));
  const { definition, plan } = bundle.head;
  const played = await playedMatches(bundle);
  const boards = runBoards(
    definition,
    plan,
    matchResults(bundle.head, (match) => played.get(match)),
  );
  const board = definition.format === 'dealer-comparison' ? boards.dealers : boards.agents;
  const seconds = [...played.values()].reduce((sum, { report }) => sum + report.timing.seconds, 0);
  return { spread: blockSpread(board, definition.ranking.weights), secondsPerMatch: seconds / played.size };
}
