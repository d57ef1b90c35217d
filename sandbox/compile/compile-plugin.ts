import { basename } from 'node:path';
import { printableLine } from '../calls/reply-checks.js';
import { PluginError } from '../calls/plugin-error.js';
import { Compiler } from './compiler.js';
import type { CompilerFences } from './compiler-fences.js';
import type { CompileLimits, CompileOutcome } from './compiler-process.js';
import { languageOf, type PluginBundle } from './protocol.js';

/** Bytes of a plugin file. */
export const LARGEST_SOURCE = 256 * 1024;
/** Characters of its bundle, and of its source map: constants that fold into each other can grow without bound. */
export const LONGEST_COMPILED = { code: 2_000_000, sourceMap: 8_000_000 };
const LONGEST_SHOWN_NAME = 100;
const LONGEST_REASON = 500;
/** An ordinary plugin takes some 20 ms and 60 MB. */
export const AT_ADMISSION: CompileLimits = { milliseconds: 5000, megabytes: 400 };
/** What was admitted is compiled again wherever it plays: a busier machine must not be what fails it. */
export const AT_PLAY: CompileLimits = { milliseconds: 60_000, megabytes: 1000 };

const compiler = new Compiler();

/** What surrounds the compiling processes on this machine. */
export function compilerLayers(): Promise<CompilerFences> {
  return compiler.layers();
}

/**
 * Bundles a plugin's TypeScript or JavaScript with the SDK, in a process that is ended and replaced when the source
 * is too much for it. `file` (its base name) tells the language and appears in messages. Throws `PluginError`
 * with file and line for anything that does not compile, imports what a plugin may not, or costs too much.
 */
export async function compilePlugin(
  source: string,
  file: string,
  limits: CompileLimits = AT_ADMISSION,
): Promise<PluginBundle> {
  const name = basename(file);
  if (/[\p{C}\p{Zl}\p{Zp}]/u.test(name))
    throw new PluginError(
      printableLine(name, LONGEST_SHOWN_NAME),
      'a file name has only printable characters',
    );
  const size = Buffer.byteLength(source);
  if (size > LARGEST_SOURCE)
    throw new PluginError(name, `has ${size} bytes; a plugin may have ${LARGEST_SOURCE}`);
  if (!languageOf(name)) throw new PluginError(name, 'a plugin is a .ts or .js file');
  return bundleOf(await compiler.compile({ source, name, longest: LONGEST_COMPILED }, limits), name, limits);
}

function bundleOf(
  outcome: CompileOutcome,
  name: string,
  { milliseconds, megabytes }: CompileLimits,
): PluginBundle {
  switch (outcome.kind) {
    case 'bundle':
      return outcome.bundle;
    case 'long':
      throw new PluginError(
        name,
        `has ${outcome.characters} characters when compiled; it may have ${LONGEST_COMPILED.code}`,
      );
    case 'refused':
      throw new PluginError(name, printableLine(outcome.reason, LONGEST_REASON), outcome.position);
    case 'slow':
      throw new PluginError(name, `takes longer than ${milliseconds / 1000} s to compile`);
    case 'large':
      throw new PluginError(name, `needs more than ${megabytes} MB to compile`);
    default:
      throw new PluginError(name, 'breaks the compiler; is something in it nested very deeply?');
  }
}
