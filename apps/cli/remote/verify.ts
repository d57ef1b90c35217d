import { stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { InputError } from '#matches/input-error.js';
import { readBundle } from '#matches/bundles/run-bundle.js';
import { bundleFile } from '#matches/runs/run-folder.js';
import { print, printJson } from '../terminal/output.js';
import { userPath } from '../terminal/user-path.js';
import { folderContradictions } from '#matches/verify/check-folder.js';
import { findingLines, headline } from '#matches/verify/finding-lines.js';
import { isRefuted, tallyOf, unverifiedShare, type Findings } from '#matches/verify/findings.js';
import { verifyWithProgress } from './verify-with-progress.js';
import { leagueContradictions } from '#matches/verify/check-plan.js';
import { NoAnswerError, RUN_OR_MATCH } from './server-client.js';
import type { VerifyOptions } from './verify-options.js';
import { verifyOnServer } from './verify-server.js';

/**
 * `gridleague verify`: exit code 0 if matches were replayed here, nothing speaks against the results, and no
 * more than the allowed share of them is unverified; else 1.
 */
export async function verify(what: string, options: VerifyOptions): Promise<void> {
  const path = userPath(what);
  const isFile = !RUN_OR_MATCH.test(what) || (await stat(path).catch(() => null)) !== null;
  const found = isFile ? await verifyPath(path, options) : await verifyId(what, options);
  const { allowUnverified } = options;
  const refuted = isRefuted(found, allowUnverified);
  if (options.json) {
    const facts = { verified: !refuted, headline: headline(found), tally: tallyOf(found) };
    printJson({ ...facts, unverifiedShare: unverifiedShare(found), ...found });
  } else print(...findingLines(found, allowUnverified));
  if (refuted) process.exitCode = 1;
}

async function verifyId(id: string, options: VerifyOptions): Promise<Findings> {
  return verifyOnServer(id, options).catch((error: unknown) => {
    if (!(error instanceof NoAnswerError)) throw error;
    throw new InputError(`${id}: no such file; and no server to ask for it: ${error.message}`);
  });
}

async function verifyPath(path: string, options: VerifyOptions): Promise<Findings> {
  const file = await bundleFile(path);
  const bundle = await readBundle(file);
  const contradictions = await leagueContradictions(bundle.head, options.league);
  const isFolder = file !== path;
  const found = await verifyWithProgress(bundle, options, {
    ...(isFolder && { derived: (run) => folderContradictions(path, basename(file), run) }),
  });
  return { ...found, contradictions: [...contradictions, ...found.contradictions] };
}
