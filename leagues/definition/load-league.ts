import { readdir } from 'node:fs/promises';
import { basename, resolve } from 'node:path';
import { parseFields } from '../scenario-files/reading/parse-fields.js';
import { projectRoot } from '#project-root.js';
import { readDocument } from '../scenario-files/reading/read-document.js';
import { asLeagueError, inLeague } from './league-error.js';
import { leagueSchema, type LeagueDefinition } from './league-schema.js';

/** Reads a league file, YAML or JSON. Throws `LeagueError` for whatever is wrong with it. */
export async function loadLeague(file: string): Promise<LeagueDefinition> {
  const document = await readDocument(file).catch((error: unknown) => {
    throw asLeagueError(file, error);
  });
  return leagueFrom(document, file);
}

/** A league from its fields; `file` is what errors call it. Throws `LeagueError`. */
export function leagueFrom(document: unknown, file: string): LeagueDefinition {
  return inLeague(file, () => parseFields(leagueSchema, document));
}

/** The path of a league file that comes with GridLeague, by its name; null: none has it, or it is a path. */
export async function shippedLeague(name: string): Promise<string | null> {
  if (!/^[a-z0-9-]+$/.test(name)) return null;
  return (await shippedLeagues()).find((path) => basename(path) === `${name}.yaml`) ?? null;
}

/** Paths of the league files that come with GridLeague, sorted. */
export async function shippedLeagues(): Promise<string[]> {
  const folder = resolve(projectRoot, 'leagues/definitions');
  const files = await readdir(folder);
  return files
    .filter((file) => file.endsWith('.yaml'))
    .sort()
    .map((file) => resolve(folder, file));
}
