import { chmodSync, copyFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { ownFolder } from '../processes/own-folder.js';
import { sandboxProgram } from '../processes/sandbox-program.js';

/** All that the compiling processes may read, in folders of their own, and the SDK, which they are told. */
export interface CompilerImage {
  /** the program of the process that speaks with the server; alone in its folder */
  readonly main: string;
  /** a folder with nothing in it but esbuild's engine */
  readonly root: string;
  /** name of the engine in `root` */
  readonly engine: string;
  /** the program of the engine as WebAssembly; alone with that in its folder, where both are once somebody asks */
  readonly webassembly: string;
  /** the SDK as one ECMAScript module */
  readonly sdk: string;
}

let image: CompilerImage | null = null;

/** Made once per process. */
export function compilerImage(): CompilerImage {
  return (image ??= makeImage());
}

function makeImage(): CompilerImage {
  const folder = join(ownFolder(), 'compiler');
  const [root, program] = [join(folder, 'root'), join(folder, 'program')];
  // The processes may run as nobody, whatever the server's umask.
  for (const each of [folder, root, program]) openFolder(each);
  const [engine, main] = [join(root, 'esbuild'), join(program, 'main.cjs')];
  copyFileSync(enginePath(), engine);
  chmodSync(engine, 0o755);
  writeFileSync(main, sandboxProgram('compiler.cjs'));
  chmodSync(main, 0o644);
  let portable: string | null = null;
  return {
    ...{ main, root, engine: 'esbuild', sdk: sandboxProgram('sdk.js') },
    get webassembly() {
      return (portable ??= makePortable(join(folder, 'webassembly')));
    },
  };
}

/** 12 MB that few machines need. */
function makePortable(folder: string): string {
  openFolder(folder);
  const [engine, wasm] = [join(folder, 'engine.cjs'), join(folder, 'esbuild.wasm')];
  copyFileSync(createRequire(import.meta.url).resolve('esbuild-wasm/esbuild.wasm'), wasm);
  writeFileSync(engine, sandboxProgram('engine.cjs'));
  for (const file of [engine, wasm]) chmodSync(file, 0o644);
  return engine;
}

function openFolder(folder: string): void {
  mkdirSync(folder);
  chmodSync(folder, 0o755);
}

/** The engine comes with the package for this platform. */
function enginePath(): string {
  const library = createRequire(import.meta.url).resolve('esbuild');
  const file = process.platform === 'win32' ? 'esbuild.exe' : 'bin/esbuild';
  return createRequire(library).resolve(`@esbuild/${process.platform}-${process.arch}/${file}`);
}
