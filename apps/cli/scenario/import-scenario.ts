import { basename, resolve } from 'node:path';
import { cityLearn } from '#leagues/scenario-files/import/citylearn.js';
import { hamlet } from '#leagues/scenario-files/import/hamlet.js';
import type { Imported } from '#leagues/scenario-files/import/imported.js';
import { packed } from '#leagues/scenario-files/package/pack-scenario.js';
import { filesWithin, foldersWithin, type SeriesFiles } from '#leagues/scenario-files/series/load-series.js';
import { complain } from '../terminal/output.js';
import { writePackage, type PackOptions } from './pack.js';

export interface CityLearnImportOptions extends PackOptions {
  readonly year: number;
  readonly feedIn: number;
}

export interface HamletImportOptions extends PackOptions {
  readonly timeZone: string;
}

/** `gridleague scenario import citylearn`: a package of a scenario that plays the days of its homes. */
export async function importCityLearn(folder: string, options: CityLearnImportOptions): Promise<void> {
  const { year, feedIn } = options;
  const read = filesWithin(folder);
  const found = await cityLearn(read, { id: idOf(folder), year, feedIn });
  await writeImported(folder, { ...found, read }, options);
}

/** `gridleague scenario import hamlet`: likewise. */
export async function importHamlet(folder: string, options: HamletImportOptions): Promise<void> {
  const { timeZone } = options;
  const files = { read: filesWithin(folder), folders: foldersWithin(folder) };
  await writeImported(folder, await hamlet(files, { id: idOf(folder), timeZone }), options);
}

function idOf(folder: string): string {
  return basename(resolve(folder)).replaceAll(/[^\w.-]|^\.+/g, '-');
}

async function writeImported(
  folder: string,
  { document, notices, read }: Imported & { readonly read: SeriesFiles },
  options: PackOptions,
): Promise<void> {
  const found = { document, read, place: (csv: string) => resolve(folder, csv) };
  await writePackage(await packed(found, folder), options);
  for (const notice of notices) complain(`gridleague: ${notice}`);
}
