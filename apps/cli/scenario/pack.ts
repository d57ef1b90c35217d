import { writeFile } from 'node:fs/promises';
import { packScenario } from '#leagues/scenario-files/package/pack-scenario.js';
import type { ScenarioPackage } from '#leagues/scenario-files/package/scenario-package.js';
import { InputError } from '#matches/input-error.js';
import { scenarioSizeSchema } from '#api/schemas/scenario-schema.js';
import { ServerClient, type ServerOptions } from '../remote/server-client.js';
import { print, printJson } from '../terminal/output.js';
import { userPath } from '../terminal/user-path.js';

export interface PackOptions {
  readonly output?: string;
  readonly json?: boolean;
}

/** `gridleague scenario pack`: one file with all series, whose SHA-256 is that of the scenario. */
export async function pack(nameOrPath: string, options: PackOptions): Promise<void> {
  await writePackage(await packScenario(nameOrPath), options);
}

/** A package as a file, and what it is. Throws `InputError`. */
export async function writePackage(
  { id, sha256, content }: ScenarioPackage,
  { output, json }: PackOptions,
): Promise<void> {
  const file = output ?? userPath(`${id}.package.json`);
  await writeFile(file, content).catch((error: Error) => {
    throw new InputError(`${file}: cannot be written: ${error.message}`);
  });
  if (json) printJson({ id, sha256, file });
  else print(`${sha256}  ${file}`);
}

export interface UploadScenarioOptions extends ServerOptions {
  readonly json?: boolean;
}

/** `gridleague scenario upload`: leagues of the server play it from their next run on. */
export async function uploadScenario(nameOrPath: string, options: UploadScenarioOptions): Promise<void> {
  if (!options.token)
    throw new InputError('--token: the administrator’s token is needed (or GRIDLEAGUE_TOKEN)');
  const { id, sha256, content } = await packScenario(nameOrPath);
  const form = new FormData();
  form.set('sha256', sha256);
  form.set('file', new Blob([content]), `${id}.package.json`);
  const client = new ServerClient(options);
  const stored = await client.json('/scenarios', scenarioSizeSchema, { method: 'POST', body: form });
  if (options.json) printJson(stored);
  else {
    const drawn =
      stored.drawn.length > 0 ? `drawn: ${stored.drawn.join(', ')}` : 'nothing is drawn: one block';
    print(`${stored.id} ${stored.sha256}: ${stored.agents} agents, ${drawn}`);
  }
}
