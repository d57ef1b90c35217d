import { createHash } from 'node:crypto';
import { basename } from 'node:path';
import { AT_PLAY, compilePlugin } from './compile-plugin.js';
import type { PluginBundle } from './protocol.js';
import { PluginError } from '../calls/plugin-error.js';

/** A plugin file made ready for sandbox processes. */
export interface Submission {
  /** the author's file name, without folders */
  readonly file: string;
  readonly source: string;
  /** one CommonJS module that needs nothing from outside */
  readonly code: string;
  /** source map (JSON) from `code` to the author's file */
  readonly sourceMap: string;
  /** sha256 of the author's source: the identity of a submission */
  readonly sha256: string;
  /** sha256 of `code` */
  readonly bundleSha256: string;
}

/** Bundles a plugin's source. Throws `PluginError` with the place in the author's file. */
export async function prepareSubmission(source: string, file: string): Promise<Submission> {
  return submissionOf(source, file, await compilePlugin(source, file));
}

/**
 * The same for a plugin that has been admitted. If it does not compile here, as its rules or the machine are others
 * now, that is no fault of the match: its seats fail at every call, with that reason.
 */
export async function prepareAdmitted(source: string, file: string): Promise<Submission> {
  const bundle = await compilePlugin(source, file, AT_PLAY).catch((error: unknown) => {
    if (!(error instanceof PluginError)) throw error;
    return compilePlugin(`throw new Error(${JSON.stringify(error.message)});`, 'plugin.js', AT_PLAY);
  });
  return submissionOf(source, file, bundle);
}

function submissionOf(source: string, file: string, { code, sourceMap }: PluginBundle): Submission {
  return {
    file: basename(file),
    source,
    code,
    sourceMap,
    sha256: sha256(source),
    bundleSha256: sha256(code),
  };
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
