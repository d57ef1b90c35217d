import { z } from 'zod';
import { readText } from '#leagues/scenario-files/reading/read-document.js';
import { InputError } from '#matches/input-error.js';
import { seasonViewSchema } from '#api/schemas/season-schema.js';
import { ServerClient, type ServerOptions } from '../remote/server-client.js';
import { print, printJson } from '../terminal/output.js';
import { textTable } from '../terminal/table.js';
import { seasonLines, stateWords, type Season } from './season-lines.js';

export interface SeasonOptions extends ServerOptions {
  readonly json?: boolean;
}

const pageSchema = z.object({ items: z.array(seasonViewSchema), next: z.string().nullable() });

/** `gridleague season list` */
export async function listSeasons(options: SeasonOptions): Promise<void> {
  const client = new ServerClient(options);
  const seasons: Season[] = [];
  let cursor: string | null = null;
  do {
    const from: string = cursor === null ? '' : `&cursor=${encodeURIComponent(cursor)}`;
    const page: z.infer<typeof pageSchema> = await client.json(`/seasons?limit=500${from}`, pageSchema);
    seasons.push(...page.items);
    cursor = page.items.length === 0 ? null : page.next;
  } while (cursor !== null);
  if (options.json) return printJson(seasons);
  if (seasons.length === 0) return print('There is no season.');
  print(
    ...textTable(
      (['season', 'title', 'state', 'final'] as const).map((title) => ({ title, align: 'left' })),
      seasons.map((season) => [season.id, season.title, stateWords(season), season.final.at]),
    ),
  );
}

/** `gridleague season show` */
export async function showSeason(id: string, options: SeasonOptions): Promise<void> {
  show(await new ServerClient(options).json(addressOf(id), seasonViewSchema), options);
}

/** `gridleague season create`: the server says what is wrong with the file. */
export async function createSeason(file: string, options: SeasonOptions): Promise<void> {
  requireToken(options);
  const body = await readText(file);
  const form = file.toLowerCase().endsWith('.json') ? 'json' : 'yaml';
  const headers = { 'content-type': `application/${form}` };
  const request = { method: 'POST', headers, body };
  show(await new ServerClient(options).json('/seasons', seasonViewSchema, request), options);
}

/** `gridleague season cancel` */
export async function cancelSeason(id: string, options: SeasonOptions): Promise<void> {
  requireToken(options);
  await new ServerClient(options).text(addressOf(id), { method: 'DELETE' });
  print(`season ${id} is cancelled`);
}

function show(season: Season, { json }: SeasonOptions): void {
  if (json) printJson(season);
  else print(...seasonLines(season));
}

function addressOf(id: string): string {
  return `/seasons/${encodeURIComponent(id)}`;
}

function requireToken({ token }: SeasonOptions): void {
  if (!token) throw new InputError('--token: the administrator’s token is needed (or GRIDLEAGUE_TOKEN)');
}
