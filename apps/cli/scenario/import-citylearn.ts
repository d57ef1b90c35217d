import { writeFile } from 'node:fs/promises';
import { basename, resolve } from 'node:path';
import { cityLearn } from '#leagues/scenario-files/import/citylearn.js';
import { packed } from '#leagues/scenario-files/package/pack-scenario.js';
import { filesWithin } from '#leagues/scenario-files/series/load-series.js';
import { InputError } from '#matches/input-error.js';
import { complain, print, printJson } from '../terminal/output.js';
import { userPath } from '../terminal/user-path.js';

export interface ImportOptions {
  readonly output?: string;
  readonly year: number;
  readonly feedIn: number;
  readonly json?: boolean;
}

/** `gridleague scenario import citylearn`: a package of a scenario that plays the days of its homes. */
export async function importCityLearn(folder: string, options: ImportOptions): Promise<void> {
  const { output, year, feedIn, json } = options;
  const name = basename(resolve(folder)).replaceAll(/[^\w.-]|^\.+/g, '-');
  const read = filesWithin(folder);
  const { document, notices } = await cityLearn(read, { id: name, year, feedIn });
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
