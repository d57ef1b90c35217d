import { createHash } from 'node:crypto';
import { basename } from 'node:path';
import { compilePlugin } from '../compile/compile-plugin.js';

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
  const { code, sourceMap } = await compilePlugin(source, file);
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
