import { headFates, lineFates, type Fate } from '#matches/verify/field-fates.js';

type FateTree = Fate | { readonly [field: string]: FateTree };

/** The fate of what stands at a path such as `plugins.0.file`; a field that no bundle has must be refused. */
export function fateAt(line: 'head' | 'match', path: string): Fate {
  let at: FateTree = line === 'head' ? headFates : lineFates;
  for (const key of path.split('.')) {
    if (typeof at === 'string') return at;
    // Places in a list.
    if (/^\d+$/.test(key)) continue;
    at = Object.hasOwn(at, key) ? at[key]! : 'derived';
  }
  return fateOfAll(at);
}

/** Of what comes or goes as a whole: it is seen if part of it is. */
function fateOfAll(tree: FateTree): Fate {
  if (typeof tree === 'string') return tree;
  const fates = Object.values(tree).map(fateOfAll);
  return (['shown', 'derived', 'hashed'] as const).find((fate) => fates.includes(fate)) ?? 'idle';
}
