import { readdir } from 'node:fs/promises';
import { basename, dirname, resolve } from 'node:path';
import { projectRoot } from '#project-root.js';
import { filesOf, isPackage, packageFields } from './package/package-fields.js';
import { readDocument } from './reading/read-document.js';
import { ScenarioError } from './reading/scenario-error.js';
import { scenarioFrom } from './scenario-from.js';
import type { Scenario } from './scenario.js';
import { filesIn, type SeriesFiles } from './series/load-series.js';

/** A scenario that has not been looked at yet. */
export interface FoundScenario {
  readonly document: unknown;
  /** the texts of the files it names */
  readonly read: SeriesFiles;
  /** tells files apart, however they are written */
  readonly place: (csv: string) => string;
}

/**
 * Reads a scenario: a bare name is one shipped in `leagues/scenarios/`, anything with a slash or
 * an extension a YAML or JSON file, or a package. Throws `ScenarioError` for whatever is wrong with it.
 */
export async function loadScenario(nameOrPath: string): Promise<Scenario> {
  const { document, read } = await findScenario(nameOrPath);
  return scenarioFrom(document, nameOrPath, read);
}

/** Throws `ScenarioError` where there is none. */
export async function findScenario(nameOrPath: string): Promise<FoundScenario> {
  const file = await scenarioFile(nameOrPath);
  const document = await readDocument(file);
  const folder = dirname(file);
  return (
    inPackage(document, nameOrPath) ?? {
      document,
      read: filesIn(folder),
      place: (csv) => resolve(folder, csv),
    }
  );
}

/** The scenario in the document of a package; null: it is none. Throws `ScenarioError`. */
export function inPackage(document: unknown, file: string): FoundScenario | null {
  if (!isPackage(document)) return null;
  const { scenario, files } = packageFields(document, file);
  return { document: scenario, read: filesOf(files), place: (csv) => csv };
}

/** Names of the shipped scenarios, sorted. */
export async function shippedScenarios(): Promise<string[]> {
  return yamlNames(shippedFolder());
}

/** Names of the YAML files in a folder, without their ending, sorted. */
export async function yamlNames(folder: string): Promise<string[]> {
  const files = (await readdir(folder)).filter((file) => file.endsWith('.yaml'));
  return files.map((file) => basename(file, '.yaml')).sort();
}

/** Whether it is a file, not the name of a scenario. */
export function isScenarioPath(nameOrPath: string): boolean {
  return /[\\/.]/.test(nameOrPath);
}

function shippedFolder(): string {
  return resolve(projectRoot, 'leagues/scenarios');
}

async function scenarioFile(nameOrPath: string): Promise<string> {
  if (isScenarioPath(nameOrPath)) return nameOrPath;
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
