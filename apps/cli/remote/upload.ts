import { basename } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { readPluginFile, readSource } from '#sandbox/admission/read-source.js';
import type { PluginKind } from '#sandbox/guest/interface.js';
import { loadedFacts } from '#sandbox/calls/inspect-plugin.js';
import { PluginError } from '#sandbox/calls/plugin-error.js';
import { prepareSubmission } from '#sandbox/compile/submission.js';
import { SandboxPool } from '#sandbox/isolated/sandbox-pool.js';
import { submissionSchema } from '#api/schemas/team-schema.js';
import { InputError } from '#matches/input-error.js';
import { checkLines, typeLines } from '../plugin/check-lines.js';
import { typeComplaints } from '../plugin/type-complaints.js';
import { print, printJson } from '../terminal/output.js';
import { ServerClient, type ServerOptions } from './server-client.js';

export interface UploadOptions extends ServerOptions {
  /** absent: what the plugin says it is */
  readonly kind?: PluginKind;
  readonly name?: string;
  /** as a new version, even if nothing has changed */
  readonly again?: boolean;
  readonly release?: boolean;
  /** of a remote agent: there is no file */
  readonly remote?: boolean;
  readonly json?: boolean;
}

/** Between two looks at how far the checks are. */
const LOOK_MILLISECONDS = 500;

/** `gridleague upload`: exit code 0 if the plugin was accepted, 1 if not. */
export async function upload(file: string | undefined, options: UploadOptions): Promise<void> {
  if (!options.token) throw new InputError('--token: the token of your team is needed (or GRIDLEAGUE_TOKEN)');
  const client = new ServerClient(options);
  const form = options.remote ? remoteForm(file, options) : await fileForm(file, options);
  let submission = await client.json('/submissions', submissionSchema, { method: 'POST', body: form });
  // Of what is new, no check is done yet; of a remote agent there is none to be done.
  const isKnown = !options.remote && submission.status !== 'checking';
  while (submission.status === 'checking') {
    await pause(LOOK_MILLISECONDS);
    submission = await client.json(`/submissions/${encodeURIComponent(submission.id)}`, submissionSchema);
  }
  if (options.json) printJson(submission);
  else if (isKnown)
    print(
      `${submission.name} version ${submission.version} is this very file and ${submission.status}: nothing new was uploaded (--again makes it a new version)`,
    );
  else {
    print(...submission.checks.flatMap(checkLines));
    if (file !== undefined && submission.status === 'rejected')
      print(...typeLines(await typeComplaints(file)));
    print(`${submission.name} version ${submission.version} is ${submission.status}`);
  }
  if (submission.status !== 'accepted') process.exitCode = 1;
}

function remoteForm(file: string | undefined, { name, kind, release, again }: UploadOptions): FormData {
  if (file !== undefined) throw new InputError('--remote: takes no file, a remote agent stays with its team');
  if (name === undefined) throw new InputError('--remote: give the agent a --name');
  if ((kind ?? 'agent') !== 'agent')
    throw new InputError(`--kind ${kind}: no ${kind} plays from elsewhere, --remote is for agents`);
  if (release || again)
    throw new InputError('--remote: there is no source to --release, or to upload --again');
  return formOf({ kind: 'agent', name, remote: 'yes' });
}

async function fileForm(file: string | undefined, options: UploadOptions): Promise<FormData> {
  if (file === undefined) throw new InputError('<file>: a .ts or .js file is needed (none with --remote)');
  const bytes = await readPluginFile(file);
  const { kind, name } = await factsOf(file, options);
  const form = formOf({ kind, name: options.name ?? name });
  if (!options.again) form.set('unlessKnown', 'yes');
  if (options.release) form.set('release', 'agreed');
  form.set('file', new Blob([new Uint8Array(bytes)]), basename(file));
  return form;
}

function formOf(fields: Readonly<Record<string, string>>): FormData {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.set(name, value);
  return form;
}

/** What the plugin says of itself, read in the sandbox; where both is given nothing is read. */
async function factsOf(
  file: string,
  { kind, name }: Pick<UploadOptions, 'kind' | 'name'>,
): Promise<{ readonly kind: PluginKind; readonly name: string }> {
  if (kind && name !== undefined) return { kind, name };
  const pool = new SandboxPool({ spares: 0 });
  try {
    const facts = await loadedFacts(pool, await prepareSubmission(await readSourceFile(file), file), kind);
    return { kind: facts.kind, name: facts.name };
  } catch (error) {
    // What is wrong with it the checks of the server say.
    if (error instanceof PluginError && name !== undefined) return { kind: kind ?? 'agent', name };
    throw error;
  } finally {
    await pool.close();
  }
}

async function readSourceFile(file: string): Promise<string> {
  return readSource(await readPluginFile(file), file);
}
