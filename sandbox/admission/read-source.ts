import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { LARGEST_SOURCE } from '../in-process/bundle-plugin.js';
import { PluginError } from '../in-process/plugin-error.js';

/** The bytes of a plugin file on disk. Throws `PluginError` if it cannot be read. */
export async function readPluginFile(path: string): Promise<Uint8Array> {
  return readFile(path).catch((error: NodeJS.ErrnoException) => {
    throw new PluginError(path, error.code === 'ENOENT' ? 'no such file' : `cannot be read (${error.code})`);
  });
}

/** The text of a plugin file. Throws `PluginError` unless it is a .ts or .js file of UTF-8 text of legal size. */
export function readSource(bytes: Uint8Array, fileName: string): string {
  const file = basename(fileName);
  if (!/\.(ts|js)$/.test(file)) throw new PluginError(file, 'a plugin is a .ts or .js file');
  if (bytes.length === 0) throw new PluginError(file, 'is empty');
  if (bytes.length > LARGEST_SOURCE)
    throw new PluginError(file, `has ${bytes.length} bytes; a plugin may have ${LARGEST_SOURCE}`);
  const zero = bytes.indexOf(0);
  if (zero >= 0) throw new PluginError(file, `has a zero byte at position ${zero}: this is no text`);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new PluginError(file, 'is not UTF-8 text');
  }
}
