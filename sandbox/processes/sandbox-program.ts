import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { programRoot } from '#project-root.js';

/** What runs behind fences, each bundled into one file when the project is built (`scripts/setup/sandbox-programs.mjs`). */
export type SandboxProgram =
  'main.mjs' | 'guest.js' | 'context.js' | 'compiler.cjs' | 'engine.cjs' | 'sdk.js';

/** The text of such a program. */
export function sandboxProgram(name: SandboxProgram): string {
  return readFileSync(resolve(programRoot, 'sandbox', name), 'utf8');
}
