import { build, type BuildFailure, type Message, type OutputFile, type Plugin } from 'esbuild';
import { PluginError } from '../calls/plugin-error.js';
import { languageOf, type PluginBundle } from './protocol.js';
import { withoutSourceMaps } from './source-map-comments.js';

/** Specifiers under which a plugin may import the SDK; nothing else can be imported. */
const SDK_NAMES: readonly string[] = ['@gridleague/sdk', '#plugins/sdk/index.js'];
/** Where the SDK lies in the virtual file system. */
const SDK = { namespace: 'gridleague', path: 'sdk' } as const;
const ONLY_THE_SDK = `a plugin may import nothing but "${SDK_NAMES[0]}"`;

/**
 * What the compiler calls every plugin. Its output names the file (`plugin_default`), which a plugin can read in the
 * names of its functions: what it is called on somebody's disk must not decide how it plays.
 */
const NEUTRAL = 'plugin';

/** What esbuild would let pass, or look for among the machine's files; the text for the author. */
const refused: Readonly<Record<string, string>> = {
  'empty-glob': `imports what it does not name; ${ONLY_THE_SDK}`,
  'unsupported-dynamic-import': `imports what it does not name; ${ONLY_THE_SDK}`,
  'unsupported-require-call': `requires what it does not name; ${ONLY_THE_SDK}`,
  'indirect-require': `uses require; ${ONLY_THE_SDK}`,
  'require-resolve-not-external': `uses require.resolve; ${ONLY_THE_SDK}`,
  'empty-import-meta': 'uses import.meta; a plugin has no file and no address',
};

/**
 * Bundles a plugin's TypeScript or JavaScript with the SDK, whose text is given: no file is read. `name`: the file's
 * base name; it tells the language and appears in messages and the source map, not in the code. Throws `PluginError` with file and line for anything
 * that does not compile or imports what a plugin may not, and whatever esbuild throws when the source is too much
 * for it: hostile source is bundled in a process that may be lost, behind fences (`compilePlugin`).
 */
export async function bundlePlugin(text: string, name: string, sdk: string): Promise<PluginBundle> {
  const { source, restore } = withoutSourceMaps(text);
  const result = await build({
    stdin: { contents: source, loader: languageOf(name) ?? 'ts', sourcefile: NEUTRAL },
    bundle: true,
    write: false,
    outfile: 'plugin.js',
    format: 'cjs',
    platform: 'neutral',
    target: 'es2023',
    charset: 'utf8',
    legalComments: 'none',
    sourcemap: 'external',
    sourcesContent: false,
    logLevel: 'silent',
    logOverride: Object.fromEntries(Object.keys(refused).map((id) => [id, 'error'])),
    tsconfigRaw: {},
    plugins: [onlyTheSdk(sdk)],
  }).catch((failure: Partial<BuildFailure>) => {
    throw asPluginError(failure, name, restore);
  });
  return {
    code: restore(output(result.outputFiles, '.js')),
    sourceMap: named(restore(output(result.outputFiles, '.map')), name),
  };
}

/** A source map in which the author's file has its name. */
function named(sourceMap: string, name: string): string {
  const map = JSON.parse(sourceMap) as { readonly sources: readonly string[] };
  return JSON.stringify({
    ...map,
    sources: map.sources.map((source) => (source === NEUTRAL ? name : source)),
  });
}

function output(files: readonly OutputFile[], extension: string): string {
  return files.find(({ path }) => path.endsWith(extension))!.text;
}

/** The virtual file system: the plugin itself and the SDK. */
function onlyTheSdk(sdk: string): Plugin {
  return {
    name: 'only-the-sdk',
    setup(context) {
      context.onResolve({ filter: /.*/ }, ({ path, kind, with: attributes }) => {
        if (kind === 'entry-point') return undefined;
        const how = Object.keys(attributes).length > 0 ? ' with attributes' : '';
        if (SDK_NAMES.includes(path) && how === '') return { ...SDK, sideEffects: false };
        return { errors: [{ text: `imports "${path}"${how}; ${ONLY_THE_SDK}` }] };
      });
      context.onLoad({ filter: /.*/ }, ({ path, namespace }) =>
        namespace === SDK.namespace && path === SDK.path
          ? { contents: sdk, loader: 'js' }
          : { errors: [{ text: refused['empty-glob']! }] },
      );
    },
  };
}

/** In the author's words and place; a message about anything but the author's file is kept from the author. */
function asPluginError(
  failure: Partial<BuildFailure>,
  file: string,
  restore: (text: string) => string,
): unknown {
  const first = failure.errors?.find(
    ({ location }) => location?.namespace === '' && location.file === NEUTRAL,
  );
  if (!first) return failure;
  const { line, column, lineText } = first.location!;
  // esbuild counts bytes.
  const before = Buffer.from(lineText).subarray(0, column).toString();
  return new PluginError(file, restore(reasonOf(first)), { file, line, column: before.length + 1 });
}

function reasonOf({ id, text }: Message): string {
  // A pattern whose folder does not exist; whether it does is nothing to tell an author.
  if (/^Could not resolve (import|require)[.(]/.test(text)) return refused['empty-glob']!;
  return refused[id] ?? text.replaceAll(`"${SDK.namespace}:${SDK.path}"`, `"${SDK_NAMES[0]}"`);
}
