import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { runPack } from '../runs/run-pack.js';
import { readRegular } from '../bundles/regular-file.js';
import { engineIdentity } from '../play/engine-identity.js';
import { matchResults } from '../runs/run-boards.js';
import type { VerifiedRun } from './verify-bundle.js';

/**
 * What of a folder that `league --output` wrote is not what its matches give: all tables, figures and the manifest
 * are made again and compared byte by byte. Files that are none of them, and links, are complained of as well.
 * Throws `BundleError` for what cannot be read.
 */
export async function folderContradictions(
  folder: string,
  bundle: string,
  { head, packages, played }: VerifiedRun,
): Promise<string[]> {
  const results = matchResults(head, (match) => played.get(match));
  const expected = runPack(head, packages, results);
  const complaints: string[] = [];
  for (const [name, text] of expected) {
    const bytes = await readRegular(join(folder, name));
    if (!bytes) complaints.push(`${name} is missing`);
    else if (!bytes.equals(Buffer.from(text))) complaints.push(`${name} is not what the matches give`);
  }
  for (const name of await readdir(folder))
    if (!expected.has(name) && name !== bundle)
      complaints.push(`${name} is no file of a run: nothing verifies it`);
  const [first, ...others] = complaints;
  return first === undefined ? [] : [`${first}${await madeElsewhere(played)}`, ...others];
}

/** What to do about tables that another version made of the same matches; nothing where this one played them. */
async function madeElsewhere(played: VerifiedRun['played']): Promise<string> {
  const here = await engineIdentity();
  const [other] = [...played.values()].flatMap(({ report: { engine } }) =>
    engine.version === here.version && engine.commit === here.commit ? [] : [engine],
  );
  if (!other) return '';
  const named = ({ version, commit }: typeof here): string => `${version} (${commit})`;
  return (
    `. Its matches were played by gridleague ${named(other)}, this is ${named(here)}: if it made the tables as well, ` +
    '`gridleague results recompute <folder>` makes them anew from the matches'
  );
}
