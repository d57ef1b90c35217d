import { open, stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { LARGEST_SOURCE } from '../compile/compile-plugin.js';
import { PluginError } from '../calls/plugin-error.js';

/** The bytes of a plugin file on disk. Throws `PluginError` if it cannot be read or is no file of legal size. */
export async function readPluginFile(path: string): Promise<Uint8Array> {
  try {
    // Looked at before it is opened: opening a pipe would wait for its writer.
    const found = await stat(path);
    if (!found.isFile()) throw new PluginError(path, 'is not a regular file');
    if (found.size > LARGEST_SOURCE)
      throw new PluginError(path, `has ${found.size} bytes; a plugin may have ${LARGEST_SOURCE}`);
    return await firstBytes(path, LARGEST_SOURCE + 1);
  } catch (error) {
    if (error instanceof PluginError) throw error;
    const { code } = error as NodeJS.ErrnoException;
    throw new PluginError(path, code === 'ENOENT' ? 'no such file' : `cannot be read (${code})`);
  }
}

/** Whatever size a file claims to have, no more is read. */
async function firstBytes(path: string, most: number): Promise<Uint8Array> {
  await using file = await open(path);
  const bytes = new Uint8Array(most);
  let length = 0;
  for (;;) {
    const { bytesRead } = await file.read(bytes, length, most - length, length);
    length += bytesRead;
    if (bytesRead === 0 || length === most) return bytes.slice(0, length);
  }
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
