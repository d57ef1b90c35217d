import { writeFile } from 'node:fs/promises';
import { basename, resolve } from 'node:path';
import { cityLearn } from '#leagues/scenario-files/import/citylearn.js';
import { hamlet } from '#leagues/scenario-files/import/hamlet.js';
import type { Imported } from '#leagues/scenario-files/import/imported.js';
import { packed } from '#leagues/scenario-files/package/pack-scenario.js';
import { filesWithin, foldersWithin, type SeriesFiles } from '#leagues/scenario-files/series/load-series.js';
import { InputError } from '#matches/input-error.js';
import { complain, print, printJson } from '../terminal/output.js';
import { userPath } from '../terminal/user-path.js';

interface ImportOptions {
  readonly output?: string;
  readonly json?: boolean;
}

export interface CityLearnImportOptions extends ImportOptions {
  readonly year: number;
  readonly feedIn: number;
}

export interface HamletImportOptions extends ImportOptions {
  readonly timeZone: string;
}

/** `gridleague scenario import citylearn`: a package of a scenario that plays the days of its homes. */
export async function importCityLearn(folder: string, options: CityLearnImportOptions): Promise<void> {
  const { year, feedIn } = options;
  const read = filesWithin(folder);
  const found = await cityLearn(read, { id: idOf(folder), year, feedIn });
  await writePackage(folder, { ...found, read }, options);
}

/** `gridleague scenario import hamlet`: likewise. */
export async function importHamlet(folder: string, options: HamletImportOptions): Promise<void> {
  const { timeZone } = options;
  const files = { read: filesWithin(folder), folders: foldersWithin(folder) };
  await writePackage(folder, await hamlet(files, { id: idOf(folder), timeZone }), options);
}

function idOf(folder: string): string {
  return basename(resolve(folder)).replaceAll(/[^\w.-]|^\.+/g, '-');
}

async function writePackage(
  folder: string,
  { document, notices, read }: Imported & { readonly read: SeriesFiles },
  { output, json }: ImportOptions,
): Promise<void> {
  const { id, sha256, content } = await packed(
    { document, read, place: (csv) => resolve(folder, csv) },
    folder,
  );
  const file = output ?? userPath(`${id}.package.json`);
  await writeFile(file, content).catch((error: Error) => {
    throw new InputError(`${file}: cannot be written: ${error.message}`);
  });
  for (const notice of notices) complain(`gridleague: ${notice}`);
  if (json) printJson({ id, sha256, file });
  else print(`${sha256}  ${file}`);
}
