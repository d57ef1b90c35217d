import { readdir } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { z } from 'zod';
import { seededRng } from '#market/rng.js';
import { randomMarket } from '#market/scenario/random-market.js';
import { type ConductDocument, conductOf } from './conduct/conduct-schema.js';
import { communityPrices, drawCommunity } from './community/community-market.js';
import { communitySchema } from './community/community-schema.js';
import { checkIds } from './community/household-ids.js';
import { linearMarket } from './linear/linear-market.js';
import { linearSchema } from './linear/linear-schema.js';
import { parseFields } from './reading/parse-fields.js';
import { projectRoot } from '#project-root.js';
import { randomSchema } from './random/random-schema.js';
import { readDocument } from './reading/read-document.js';
import type { Conduct, Scenario } from './scenario.js';
import { seriesBook } from './community/series-book.js';
import { FieldError, fieldPath, ScenarioError } from './reading/scenario-error.js';

/**
 * Reads a scenario: a bare name is one shipped in `leagues/scenarios/`, anything with a slash or
 * an extension a YAML or JSON file. Throws `ScenarioError` for whatever is wrong with it.
 */
export async function loadScenario(nameOrPath: string): Promise<Scenario> {
  const file = await scenarioFile(nameOrPath);
  return scenarioFrom(await readDocument(file), nameOrPath, dirname(file));
}

/** Names of the shipped scenarios, sorted. */
export async function shippedScenarios(): Promise<string[]> {
  const files = await readdir(shippedFolder());
  return files
    .filter((file) => file.endsWith('.yaml'))
    .map((file) => file.slice(0, -'.yaml'.length))
    .sort();
}

/**
 * A scenario from its fields; `file` is what errors call it, series are looked for in `folder`.
 * Throws `ScenarioError`.
 */
export async function scenarioFrom(document: unknown, file: string, folder = '.'): Promise<Scenario> {
  try {
    const { kind } = parseFields(kindSchema, document);
    switch (kind) {
      case 'linear':
        return linearScenario(document);
      case 'random':
        return randomScenario(document);
      case 'community':
        return await communityScenario(document, folder);
    }
  } catch (error) {
    if (error instanceof FieldError)
      throw new ScenarioError(file, fieldPath(error.path), error.reason, error.mend);
    throw error;
  }
}

const kindSchema = z.looseObject({ kind: z.enum(['linear', 'random', 'community']) });

function linearScenario(fields: unknown): Scenario {
  const document = parseFields(linearSchema, fields);
  const market = linearMarket(document);
  return { ...headOf(document), kind: 'linear', draw: () => market };
}

function randomScenario(fields: unknown): Scenario {
  const document = parseFields(randomSchema, fields);
  const conduct = conductOf(document);
  return {
    ...headOf(document),
    kind: 'random',
    draw: (seed) => ({
      ...conduct,
      instance: randomMarket(document.id, document, seededRng(`${document.id}/${seed}`)),
      fees: new Float64Array(document.resources),
    }),
  };
}

async function communityScenario(fields: unknown, folder: string): Promise<Scenario> {
  const document = parseFields(communitySchema, fields);
  checkIds(document);
  const series = await seriesBook(document, folder);
  // prices do not depend on the seed: what is wrong with them shows now
  communityPrices(document, series);
  return { ...headOf(document), kind: 'community', draw: (seed) => drawCommunity(document, series, seed) };
}

function headOf(document: ConductDocument): Pick<Scenario, 'id' | 'title' | keyof Conduct> {
  return {
    ...conductOf(document),
    id: document.id,
    ...(document.title !== undefined && { title: document.title }),
  };
}

function shippedFolder(): string {
  return resolve(projectRoot, 'leagues/scenarios');
}

async function scenarioFile(nameOrPath: string): Promise<string> {
  if (/[\\/.]/.test(nameOrPath)) return nameOrPath;
  const names = await shippedScenarios();
  if (!names.includes(nameOrPath))
    throw new ScenarioError(
      nameOrPath,
      '',
      'no shipped scenario of that name',
      `there are ${names.join(', ')}; a file needs its path`,
    );
  return resolve(shippedFolder(), `${nameOrPath}.yaml`);
}
