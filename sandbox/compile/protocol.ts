import type { SourcePosition } from '../calls/plugin-error.js';

export interface PluginBundle {
  /** One CommonJS module that needs nothing from outside; the plugin is `module.exports.default`. */
  readonly code: string;
  /** Source map (JSON) of `code`; the author's file appears in it under its base name, without its text. */
  readonly sourceMap: string;
}

/** How esbuild is to read a file, by its name; null for names that no plugin has. */
export function languageOf(file: string): 'ts' | 'js' | null {
  return /\.[cm]?ts$/.test(file) ? 'ts' : /\.[cm]?js$/.test(file) ? 'js' : null;
}

/** To the compiling process: one source at a time. */
export interface CompileRequest {
  readonly source: string;
  /** base name of the author's file */
  readonly name: string;
  /** the SDK as one ECMAScript module: the compiler has no file to read it from */
  readonly sdk: string;
  /** a longer bundle, or source map, is not sent back */
  readonly longest: { readonly code: number; readonly sourceMap: number };
}

/** From it: the bundle, what is wrong with the source, or that the compiler broke down over it. */
export type CompileAnswer =
  | { readonly kind: 'ready' }
  | { readonly kind: 'bundle'; readonly bundle: PluginBundle }
  | { readonly kind: 'refused'; readonly reason: string; readonly position?: SourcePosition }
  /** characters of a bundle that is longer than was asked for */
  | { readonly kind: 'long'; readonly characters: number }
  | { readonly kind: 'broken' };

/** File descriptors of the pipes to esbuild's engine and from it. */
export const ENGINE_INPUT = 4;
export const ENGINE_OUTPUT = 5;
