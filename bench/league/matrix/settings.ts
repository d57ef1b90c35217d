import { chainEngines } from '#contracts/service/engines/chain-engine.js';
import type { Setting } from './deployment.js';

const databases = ['sqlite', 'postgres'] as const;

/** Values that are wanted of each axis; none: all of them. */
export interface WantedSettings {
  readonly workers: readonly string[];
  readonly chains: readonly string[];
  readonly engine: readonly string[];
  readonly database: readonly string[];
}

/**
 * Settings of the matrix, of those wanted. A worker plays one match at a time, on one chain, so that more chains than workers
 * would stand idle. Throws `TypeError` where a value is none of its axis.
 */
export function matrixSettings(wanted: WantedSettings): Setting[] {
  const of = <T>(axis: keyof WantedSettings, values: readonly T[]): readonly T[] =>
    chosen(axis, values, wanted[axis]);
  const all = of('database', databases).flatMap((database) =>
    of('engine', chainEngines).flatMap((engine) =>
      of('workers', [1, 2, 4]).flatMap((workers) =>
        of('chains', [1, 2]).map((chains): Setting => ({ workers, chains, engine, database })),
      ),
    ),
  );
  return all.filter(({ workers, chains }) => chains <= workers);
}

function chosen<T>(axis: string, values: readonly T[], wanted: readonly string[]): readonly T[] {
  const unknown = wanted.find((one) => !values.map(String).includes(one));
  if (unknown !== undefined) throw new TypeError(`--${axis} ${unknown}: there are ${values.join(', ')}`);
  return wanted.length === 0 ? values : values.filter((value) => wanted.includes(String(value)));
}
