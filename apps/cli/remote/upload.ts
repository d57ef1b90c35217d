import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { SubmissionView } from '../../server/submissions/submission-view.js';
import { InputError } from '../input-error.js';
import { print, printJson } from '../terminal/output.js';
import { ServerClient, type ServerOptions } from './server-client.js';

export interface UploadOptions extends ServerOptions {
  readonly kind: 'agent' | 'dealer';
  readonly name: string;
  readonly json?: boolean;
}

/** Between two looks at how far the checks are. */
const LOOK_MILLISECONDS = 500;

/** `gridleague upload`: exit code 0 if the plugin was accepted, 1 if not. */
export async function upload(file: string, options: UploadOptions): Promise<void> {
  if (!options.token) throw new InputError('--token: the token of your team is needed (or GRIDLEAGUE_TOKEN)');
  const client = new ServerClient(options);
  const bytes = await readFile(file).catch(() => {
    throw new InputError(`${file}: no such file`);
  });
  const form = new FormData();
  form.set('kind', options.kind);
  form.set('name', options.name);
  form.set('file', new Blob([new Uint8Array(bytes)]), basename(file));
  let submission = await client.json<SubmissionView>('/submissions', { method: 'POST', body: form });
  while (submission.status === 'checking') {
    await pause(LOOK_MILLISECONDS);
    submission = await client.json<SubmissionView>(`/submissions/${submission.id}`);
  }
  if (options.json) printJson(submission);
  else {
    for (const { name, passed, message } of submission.checks)
      print(`${passed ? 'ok  ' : 'FAIL'} ${name}: ${message}`);
    print(`${submission.name} version ${submission.version} is ${submission.status} (id ${submission.id})`);
  }
  if (submission.status !== 'accepted') process.exitCode = 1;
}
