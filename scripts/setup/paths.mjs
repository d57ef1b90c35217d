import { dirname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The project's root folder. */
export const root = resolve(dirname(fileURLToPath(import.meta.url)), '../..');
/** Git-ignored folder for the project's own Node and the set-up's stamps. */
export const toolchain = resolve(root, '.toolchain');
/**
 * Where Node keeps what it has compiled, for the next start. It is as private as the code itself, beside which it lies,
 * and goes with it when that is built anew.
 */
export const codeCache = resolve(root, 'dist/.code-cache');
/** The folders that hold the project's code. */
export const rooms = [
  'api',
  'apps',
  'bench',
  'contracts',
  'database',
  'fuzz',
  'leagues',
  'market',
  'matches',
  'plugins',
  'results',
  'sandbox',
];
