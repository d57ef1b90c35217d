import { readFile } from 'node:fs/promises';
import { parseEnv } from 'node:util';
import { readConfig, type ServerConfig } from '#api/settings/server-config.js';
import { InputError } from '#matches/input-error.js';

/** The server's settings: of the environment, then of the file. Throws `InputError`, `ConfigError`. */
export async function serverSettings(file: string | undefined): Promise<ServerConfig> {
  if (file === undefined) return readConfig(process.env);
  const text = await readFile(file, 'utf8').catch(() => {
    throw new InputError(`${file}: no such file`);
  });
  return readConfig({ ...parseEnv(text), ...process.env });
}
