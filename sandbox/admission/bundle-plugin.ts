import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { basename, dirname, resolve, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build, type BuildFailure, type Message, type Plugin } from 'esbuild';
import { PluginRejectedError, type Complaint } from './plugin-rejected-error.js';

/** A plugin as it enters the sandbox: one CommonJS module that needs nothing from outside. */
export interface PluginBundle {
  /** the author's file name, without folders */
  readonly file: string;
  readonly code: string;
  /** source map (version 3) from `code` to the author's file */
  readonly map: string;
  /** sha256 of the author's source: the identity of a submission */
  readonly sha256: string;
  /** sha256 of `code` */
  readonly bundleSha256: string;
}

/** The SDK beside this file: TypeScript in the source tree, JavaScript in the build. */
const sdkFolder = resolve(dirname(fileURLToPath(import.meta.url)), '../../plugins/sdk');
const sdkEntry = ['index.ts', 'index.js'].map((name) => resolve(sdkFolder, name)).find(existsSync)!;
const sdkNames = new Set(['@gridleague/sdk', '#plugins/sdk/index.js']);

/**
 * Compiles one plugin file. There is no file system behind it: the only thing that can be imported
 * is the SDK. Throws `PluginRejectedError` with lines of the author's file.
 */
export async function bundlePlugin(fileName: string, source: string): Promise<PluginBundle> {
  const file = basename(fileName);
  try {
    const { outputFiles } = await build({
      stdin: { contents: source, sourcefile: file, loader: file.endsWith('.ts') ? 'ts' : 'js' },
      bundle: true,
      write: false,
      outfile: 'plugin.js',
      format: 'cjs',
      platform: 'neutral',
      target: 'es2024',
      sourcemap: 'external',
      sourcesContent: false,
      legalComments: 'none',
      charset: 'utf8',
      logLevel: 'silent',
      absWorkingDir: sdkFolder,
      tsconfigRaw: {},
      plugins: [onlyTheSdk],
    });
    const code = outputFiles.find(({ path }) => path.endsWith('.js'))!.text;
    const map = outputFiles.find(({ path }) => path.endsWith('.map'))!.text;
    return { file, code, map, sha256: sha256(source), bundleSha256: sha256(code) };
  } catch (failure) {
    if (!isBuildFailure(failure)) throw failure;
    throw new PluginRejectedError('not-compilable', file, failure.errors.map(complaint));
  }
}

const onlyTheSdk: Plugin = {
  name: 'only-the-sdk',
  setup({ onResolve }) {
    onResolve({ filter: /.*/ }, ({ path, importer, kind }) => {
      if (kind === 'entry-point') return undefined;
      if (sdkNames.has(path)) return { path: sdkEntry };
      if (importer.startsWith(sdkFolder + sep) && path.startsWith('./')) return undefined;
      return { errors: [{ text: `a plugin may import nothing but "@gridleague/sdk", not "${path}"` }] };
    });
  },
};

function complaint({ text, location }: Message): Complaint {
  return location ? { text, line: location.line, column: location.column + 1 } : { text };
}

function isBuildFailure(error: unknown): error is BuildFailure {
  return error instanceof Error && 'errors' in error && Array.isArray(error.errors);
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
