import { basename } from 'node:path';
import { findScenario, type FoundScenario } from '../load-scenario.js';
import { scenarioFrom } from '../scenario-from.js';
import { packageOf, refuseTooLarge, type ScenarioPackage } from './scenario-package.js';

/** The package of a scenario as it is now, by name or path. Throws `ScenarioError` for whatever is wrong with it. */
export async function packScenario(nameOrPath: string): Promise<ScenarioPackage> {
  return packed(await findScenario(nameOrPath), nameOrPath);
}

/** Packs what was read: the texts that were looked at are those that are packed. */
export async function packed(
  { document, read, place }: FoundScenario,
  file: string,
): Promise<ScenarioPackage> {
  const texts = new Map<string, Promise<string>>();
  await scenarioFrom(document, file, (csv) => {
    const key = place(csv);
    const text = texts.get(key) ?? read(csv);
    texts.set(key, text);
    return text;
  });
  const names = namesFor([...texts.keys()]);
  const files: Record<string, string> = {};
  let bytes = 0;
  for (const [key, text] of texts) {
    bytes += Buffer.byteLength((files[names.get(key)!] = await text));
    refuseTooLarge(bytes, file);
  }
  const scenario = withNames(document, (csv) => names.get(place(csv))!) as { id: string };
  return packageOf({ files, scenario });
}

/** Plain names that differ, also where capitals do not count. */
function namesFor(places: readonly string[]): ReadonlyMap<string, string> {
  const taken = new Set<string>();
  return new Map(
    places.map((place) => {
      const plain = basename(place)
        .slice(-100)
        .replaceAll(/[^\w.-]|^\W+|\W+$/g, '_');
      const dot = plain.indexOf('.');
      const stem = dot < 0 ? plain : plain.slice(0, dot);
      const ending = dot < 0 ? '.csv' : plain.slice(dot);
      let name = `${stem}${ending}`;
      for (let i = 2; taken.has(name.toLowerCase()); i++) name = `${stem}-${i}${ending}`;
      taken.add(name.toLowerCase());
      return [place, name];
    }),
  );
}

/** The same document, whose series name other files. */
function withNames(value: unknown, nameOf: (csv: string) => string): unknown {
  if (Array.isArray(value)) return value.map((entry) => withNames(entry, nameOf));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, member]: [string, unknown]) => [
      key,
      key === 'csv' && typeof member === 'string' ? nameOf(member) : withNames(member, nameOf),
    ]),
  );
}
