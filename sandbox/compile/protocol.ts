import type { SourcePosition } from '../in-process/plugin-error.js';
import type { PluginBundle } from './bundle-plugin.js';

/** To the compiling process: one source at a time. */
export interface CompileRequest {
  readonly source: string;
  /** base name of the author's file */
  readonly name: string;
}

/** From it: the bundle, what is wrong with the source, or that the compiler broke down over it. */
export type CompileAnswer =
  | { readonly kind: 'ready' }
  | { readonly kind: 'bundle'; readonly bundle: PluginBundle }
  | { readonly kind: 'refused'; readonly reason: string; readonly position?: SourcePosition }
  | { readonly kind: 'broken' };
