import { stat } from 'node:fs/promises';
import { playedMatches, readBundle } from '#matches/bundles/run-bundle.js';
import { InputError } from '#matches/input-error.js';
import { systemClock } from '#matches/play/system-clock.js';
import { matchResults, runBoards } from '#matches/runs/run-boards.js';
import { bundleFile, writeRunFolder } from '#matches/runs/run-folder.js';
import { extendLeague } from '#matches/workers/extend-league.js';
import { usualWorkers } from '#matches/workers/play-league.js';
import { startedSchema } from '#api/schemas/run-schema.js';
import { RUN_OR_MATCH, ServerClient, type ServerOptions } from '../remote/server-client.js';
import { complain, print, printJson } from '../terminal/output.js';
import { tellTrouble } from '../terminal/tell-trouble.js';
import { userPath } from '../terminal/user-path.js';
import { boardLines } from '../league/board-lines.js';
import { leagueProgress } from '../league/league-progress.js';

export interface ExtendOptions extends ServerOptions {
  readonly blocks: number;
  readonly workers?: number;
  readonly chain: boolean;
  readonly json?: boolean;
}

/** `gridleague extend`: more blocks of a run, on a server, or of the folder of `league --output` here. */
export async function extend(what: string, options: ExtendOptions): Promise<void> {
  const path = userPath(what);
  const isFolder = (await stat(path).catch(() => null))?.isDirectory() === true;
  if (!isFolder && !RUN_OR_MATCH.test(what))
    throw new InputError(
      `${path}: no such folder; one that \`league --output\` wrote is needed, or the id of a run on a server`,
    );
  await (isFolder ? extendFolder(path, options) : extendOnServer(what, options));
}

async function extendOnServer(run: string, { blocks, json, ...options }: ExtendOptions): Promise<void> {
  if (!options.token)
    throw new InputError('--token: the token of the administrator is needed (or GRIDLEAGUE_TOKEN)');
  const started = await new ServerClient(options).json(
    `/runs/${encodeURIComponent(run)}/extend`,
    startedSchema,
    {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ blocks }),
    },
  );
  if (json) printJson(started);
  else print(`run ${started.id} goes on with ${blocks} blocks more`);
}

/** Its files are written anew once all has been played. */
async function extendFolder(folder: string, options: ExtendOptions): Promise<void> {
  const { blocks, workers = usualWorkers(), chain, json } = options;
  const bundle = await readBundle(await bundleFile(folder));
  const { head: before, packages } = bundle;
  const played = await playedMatches(bundle);
  const progress = leagueProgress(process.stderr, () => systemClock.now(), workers);
  try {
    const run = await extendLeague(
      { head: before, packages, played },
      {
        ...{ blocks, workers, ledger: chain ? 'embedded' : 'memory' },
        ...{ onMatch: progress.match, onTrouble: tellTrouble },
      },
    );
    progress.done();
    for (const { task, reason } of run.failed) complain(`match ${task.id} could not be played: ${reason}`);
    if (run.failed.length > 0) process.exitCode = 1;
    const { head } = run;
    await writeRunFolder(folder, head, packages, run.played);
    const results = matchResults(head, (match) => run.played.get(match));
    const { agents, dealers } = runBoards(head.definition, head.plan, results);
    if (json) printJson({ run: head.id, looks: head.plan.looks, agents, dealers });
    else {
      print(`${head.definition.title}: run ${head.id}`, '', ...boardLines(agents));
      if (dealers.rows.length > 1) print('', ...boardLines(dealers));
    }
  } finally {
    progress.done();
  }
}
