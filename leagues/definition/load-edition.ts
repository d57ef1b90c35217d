import { dirname, isAbsolute, resolve } from 'node:path';
import { z } from 'zod';
import { projectRoot } from '#project-root.js';
import { isScenarioPath, yamlNames } from '../scenario-files/load-scenario.js';
import { identifier, name } from '../scenario-files/reading/field-schemas.js';
import { parseFields } from '../scenario-files/reading/parse-fields.js';
import { readDocument } from '../scenario-files/reading/read-document.js';
import { asLeagueError, inLeague, LeagueError } from './league-error.js';
import { leagueSchema, type LeagueDefinition } from './league-schema.js';

/** A league in which every plugin plays by itself: a new one joins what others have played before. */
const agents = leagueSchema.refine(({ format }) => format === 'self-play', {
  path: ['format'],
  message: 'must be self-play',
});
const dealers = leagueSchema.refine(
  ({ format, mixes }) => format === 'dealer-comparison' && mixes !== undefined,
  { path: ['format'], message: 'must be dealer-comparison with mixes' },
);

/** An edition of the benchmark (docs/organisers-guide.md, "Editions of the benchmark"). */
const editionSchema = z.strictObject({ id: identifier, title: name, agents, dealers });

/** Paths of scenarios are absolute. */
export interface Edition {
  readonly id: string;
  readonly title: string;
  readonly agents: LeagueDefinition;
  readonly dealers: LeagueDefinition;
}

const FOLDER = resolve(projectRoot, 'leagues/editions');

/** Reads an edition: a bare name is one of `leagues/editions/`, anything else a file. Throws `LeagueError`. */
export async function loadEdition(nameOrPath: string): Promise<Edition> {
  const file = isScenarioPath(nameOrPath) ? resolve(nameOrPath) : await shippedEdition(nameOrPath);
  const document = await readDocument(file).catch((error: unknown) => {
    throw asLeagueError(file, error);
  });
  const edition = inLeague(file, () => parseFields(editionSchema, document));
  const placed = (league: LeagueDefinition): LeagueDefinition => ({
    ...league,
    scenarios: league.scenarios.map((one) =>
      isScenarioPath(one) && !isAbsolute(one) ? resolve(dirname(file), one) : one,
    ),
  });
  return { ...edition, agents: placed(edition.agents), dealers: placed(edition.dealers) };
}

async function shippedEdition(name: string): Promise<string> {
  const names = await yamlNames(FOLDER);
  if (!names.includes(name))
    throw new LeagueError(
      name,
      '',
      'no edition of the benchmark of that name',
      `there are ${names.join(', ')}; a file needs its path`,
    );
  return resolve(FOLDER, `${name}.yaml`);
}
