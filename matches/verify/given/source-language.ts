import { PluginError } from '#sandbox/calls/plugin-error.js';
import { AT_PLAY, compilePlugin } from '#sandbox/compile/compile-plugin.js';
import { languageOf } from '#sandbox/compile/protocol.js';

/** What the file name of a plugin, which no hash covers, decides about how its source is read. */
export type SourceReading =
  /** nothing: the source is the same program in both languages, or a program in this one only */
  | { readonly kind: 'derived' }
  /** the source is one program as TypeScript and another as JavaScript */
  | { readonly kind: 'given'; readonly language: 'ts' | 'js' }
  /** the source is a program, but not in the language of its name */
  | { readonly kind: 'forged'; readonly reason: string }
  /** the source is none */
  | { readonly kind: 'none'; readonly reason: string };

/** Reads a source in both languages. Throws whatever the compiler does but for `PluginError`. */
export async function readingOf(source: string, file: string): Promise<SourceReading> {
  const language = languageOf(file);
  const [ts, js] = await Promise.all([programOf(source, 'plugin.ts'), programOf(source, 'plugin.js')]);
  const own = language === 'js' ? js : ts;
  const other = language === 'js' ? ts : js;
  if (language === null || (!own.isProgram && other.isProgram))
    return { kind: 'forged', reason: `${file} is no name of a plugin's file with this source` };
  if (!own.isProgram) return { kind: 'none', reason: own.text };
  return other.isProgram && other.text !== own.text ? { kind: 'given', language } : { kind: 'derived' };
}

interface Program {
  readonly isProgram: boolean;
  /** its code, or why there is none */
  readonly text: string;
}

async function programOf(source: string, file: string): Promise<Program> {
  try {
    return { isProgram: true, text: (await compilePlugin(source, file, AT_PLAY)).code };
  } catch (error) {
    if (error instanceof PluginError) return { isProgram: false, text: error.message };
    throw error;
  }
}
