import { chmodSync, copyFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import { build } from 'esbuild';
import { ownFolder } from '../processes/own-folder.js';
import { projectRoot } from '#project-root.js';

/** All that the compiling processes may read, in folders of their own, and the SDK, which they are told. */
export interface CompilerImage {
  /** the program of the process that speaks with the server; alone in its folder */
  readonly main: string;
  /** a folder with nothing in it but esbuild's engine */
  readonly root: string;
  /** name of the engine in `root` */
  readonly engine: string;
  /** the program of the engine as WebAssembly; alone with that in its folder */
  readonly webassembly: string;
  /** the SDK as one ECMAScript module */
  readonly sdk: string;
}

/** Whether this runs from source. */
const isSource = import.meta.url.endsWith('.ts');
let image: Promise<CompilerImage> | null = null;

/** Built once per process, from TypeScript or compiled JavaScript, whichever this file is. */
export function compilerImage(): Promise<CompilerImage> {
  return (image ??= buildImage());
}

async function buildImage(): Promise<CompilerImage> {
  const folder = join(ownFolder(), 'compiler');
  const inside = (name: string): string => join(folder, name);
  const [root, program, portable] = [inside('root'), inside('program'), inside('webassembly')];
  for (const each of [folder, root, program, portable]) mkdirSync(each);
  const [engine, main] = [join(root, 'esbuild'), join(program, 'main.cjs')];
  const [webassembly, wasm] = [join(portable, 'engine.cjs'), join(portable, 'esbuild.wasm')];
  copyFileSync(enginePath(), engine);
  copyFileSync(createRequire(import.meta.url).resolve('esbuild-wasm/esbuild.wasm'), wasm);
  const texts = [programText('compile-main'), programText('engine-main'), sdkText()] as const;
  const [mainText, webassemblyText, sdk] = await Promise.all(texts);
  writeFileSync(main, mainText);
  writeFileSync(webassembly, webassemblyText);
  // The processes may run as nobody, whatever the server's umask.
  for (const each of [folder, root, program, portable, engine]) chmodSync(each, 0o755);
  for (const each of [main, webassembly, wasm]) chmodSync(each, 0o644);
  return { main, root, engine: 'esbuild', webassembly, sdk };
}

async function programText(name: string): Promise<string> {
  const file = isSource ? `sandbox/compile/${name}.ts` : `dist/sandbox/compile/${name}.js`;
  return bundled(resolve(projectRoot, file), {
    format: 'cjs',
    platform: 'node',
    target: 'node24',
    conditions: isSource ? ['source'] : [],
  });
}

/** One module, so that the compiler has one file to be told of and to parse. */
function sdkText(): Promise<string> {
  const entry = resolve(projectRoot, 'plugins/sdk/index.ts');
  return bundled(entry, { format: 'esm', platform: 'neutral', target: 'es2023', charset: 'utf8' });
}

async function bundled(entry: string, options: Parameters<typeof build>[0]): Promise<string> {
  const shared = { bundle: true, write: false, logLevel: 'silent', tsconfigRaw: {} } as const;
  const { outputFiles } = await build({ ...shared, ...options, entryPoints: [entry], write: false });
  return outputFiles[0]!.text;
}

/** The engine comes with the package for this platform. */
function enginePath(): string {
  const library = createRequire(import.meta.url).resolve('esbuild');
  const file = process.platform === 'win32' ? 'esbuild.exe' : 'bin/esbuild';
  return createRequire(library).resolve(`@esbuild/${process.platform}-${process.arch}/${file}`);
}
