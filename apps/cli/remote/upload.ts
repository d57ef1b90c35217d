import { basename, resolve } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { loadSubmission } from '#sandbox/admission/load-submission.js';
import { readPluginFile } from '#sandbox/admission/read-source.js';
import { SandboxPool } from '#sandbox/isolated/sandbox-pool.js';
import { submissionSchema } from '../../server/openapi/schemas/team-schema.js';
import { InputError } from '#matches/input-error.js';
import { print, printJson } from '../terminal/output.js';
import { ServerClient, type ServerOptions } from './server-client.js';

export interface UploadOptions extends ServerOptions {
  readonly kind: 'agent' | 'dealer';
  readonly name?: string;
  readonly release?: boolean;
  readonly json?: boolean;
}

/** Between two looks at how far the checks are. */
const LOOK_MILLISECONDS = 500;

/** `gridleague upload`: exit code 0 if the plugin was accepted, 1 if not. */
export async function upload(file: string, options: UploadOptions): Promise<void> {
  if (!options.token) throw new InputError('--token: the token of your team is needed (or GRIDLEAGUE_TOKEN)');
  const client = new ServerClient(options);
  const bytes = await readPluginFile(file);
  const form = new FormData();
  form.set('kind', options.kind);
  form.set('name', options.name ?? (await ownName(file, options.kind)));
  if (options.release) form.set('release', 'agreed');
  form.set('file', new Blob([new Uint8Array(bytes)]), basename(file));
  let submission = await client.json('/submissions', submissionSchema, { method: 'POST', body: form });
  while (submission.status === 'checking') {
    await pause(LOOK_MILLISECONDS);
    submission = await client.json(`/submissions/${encodeURIComponent(submission.id)}`, submissionSchema);
  }
  if (options.json) printJson(submission);
  else {
    for (const { name, passed, message } of submission.checks)
      print(...`${passed ? 'ok  ' : 'FAIL'} ${name}: ${message}`.split('\n'));
    print(`${submission.name} version ${submission.version} is ${submission.status} (id ${submission.id})`);
  }
  if (submission.status !== 'accepted') process.exitCode = 1;
}

/** The name in the plugin's definition, read in the sandbox. */
async function ownName(file: string, kind: 'agent' | 'dealer'): Promise<string> {
  const pool = new SandboxPool({ spares: 0 });
  try {
    return (await loadSubmission(resolve(file), kind, pool)).name;
  } finally {
    await pool.close();
  }
}
