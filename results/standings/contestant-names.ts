import type { Contestant } from './board.js';

/** What plugins are called in tables and figures: their name, with the version where a run has the name twice; others by their id. */
export function contestantNames(
  contestants: readonly Pick<Contestant, 'id' | 'name' | 'version'>[],
): (id: string) => string {
  const versions = Map.groupBy(contestants, ({ name }) => name);
  const names = new Map(
    contestants.map(({ id, name, version }) => [
      id,
      versions.get(name)!.length > 1 ? `${name} ${version}` : name,
    ]),
  );
  return (id) => names.get(id) ?? id;
}
