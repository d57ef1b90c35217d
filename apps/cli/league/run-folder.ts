import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import type { LeagueDefinition } from '#leagues/definition/league-schema.js';
import { designMatrix } from '#leagues/pairing/design-matrix.js';
import type { RunPlan } from '#leagues/pairing/run-plan.js';
import type { PlayedMatchRecord } from '#leagues/run/match-queue.port.js';
import type { PluginFile } from '#leagues/run/match-task.js';
import { paperPack } from '#results/export/paper-pack.js';
import { matchResults, runBoards } from '../../worker/run-boards.js';
import { InputError } from '../input-error.js';

/** Everything a run was and gave: what is needed to recompute and to replay it. */
export interface RunBundle {
  readonly id: string;
  readonly definition: LeagueDefinition;
  readonly plan: RunPlan;
  readonly plugins: readonly PluginFile[];
  /** by match id */
  readonly played: Readonly<Record<string, PlayedMatchRecord>>;
}

const BUNDLE = 'run.json.gz';

/** Writes the bundle and the paper pack of a run into a folder. Returns the names of the files. */
export async function writeRunFolder(folder: string, bundle: RunBundle): Promise<string[]> {
  const results = matchResults(bundle.id, bundle.plan, (match) => bundle.played[match]);
  const boards = runBoards(bundle.definition, bundle.plan, results);
  const { engine } = results.all[0]?.report ?? { engine: null };
  const files = paperPack({
    title: bundle.definition.title,
    provenance: { run: bundle.id, engine, seed: bundle.plan.seed, submissions: bundle.plan.submissions },
    matches: results.scored,
    boards: [boards.agents, boards.dealers],
    dealerEffects: boards.effects,
    design: designMatrix(bundle.plan.matches),
  });
  await mkdir(folder, { recursive: true });
  for (const [name, text] of files) await writeFile(join(folder, name), text);
  await writeFile(join(folder, BUNDLE), gzipSync(JSON.stringify(bundle)));
  return [...files.keys(), BUNDLE];
}

/** Throws `InputError` where there is no bundle. */
export async function readRunFolder(folder: string): Promise<RunBundle> {
  const path = join(folder, BUNDLE);
  const bytes = await readFile(path).catch(() => {
    throw new InputError(`${path}: no such file; a folder that \`league --output\` wrote is needed`);
  });
  try {
    return JSON.parse(gunzipSync(bytes).toString('utf8')) as RunBundle;
  } catch (error) {
    throw new InputError(`${path}: is damaged: ${(error as Error).message}`);
  }
}
