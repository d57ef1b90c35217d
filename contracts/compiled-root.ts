import { resolve } from 'node:path';

const here = import.meta.dirname;

/** dist/, whether this runs from there or (tests) from the sources beside it. */
export const compiledRoot = import.meta.filename.endsWith('.ts')
  ? resolve(here, '../dist')
  : resolve(here, '..');
