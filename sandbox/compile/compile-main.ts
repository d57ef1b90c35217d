// The compiler's own process: hostile source is never parsed by the server, so it must be possible to lose it.
// The engine of esbuild has been started by the server behind fences of its own; here are its pipes.
import childProcess from 'node:child_process';
import { EventEmitter } from 'node:events';
import { Socket } from 'node:net';
import { onceOrphaned, tellParent } from '#parent-process.js';
import { PluginError } from '../calls/plugin-error.js';
import { bundlePlugin } from './bundle-plugin.js';
import { ENGINE_INPUT, ENGINE_OUTPUT, type CompileAnswer, type CompileRequest } from './protocol.js';

/** esbuild's library starts its engine with `spawn`: it gets the one that runs already. */
childProcess.spawn = (() =>
  Object.assign(new EventEmitter(), {
    stdin: new Socket({ fd: ENGINE_INPUT, readable: false, writable: true }),
    stdout: new Socket({ fd: ENGINE_OUTPUT, readable: true, writable: false }),
    ref: () => undefined,
    unref: () => undefined,
    kill: () => true,
  })) as unknown as typeof childProcess.spawn;

async function answerTo({ source, name, sdk, longest }: CompileRequest): Promise<CompileAnswer> {
  try {
    const bundle = await bundlePlugin(source, name, sdk);
    const { code, sourceMap } = bundle;
    if (code.length > longest.code || sourceMap.length > longest.sourceMap)
      return { kind: 'long', characters: code.length };
    return { kind: 'bundle', bundle };
  } catch (error) {
    if (!(error instanceof PluginError)) return { kind: 'broken' };
    const { reason, position } = error;
    return { kind: 'refused', reason, ...(position && { position }) };
  }
}

const send: (answer: CompileAnswer) => void = tellParent;

process.on('message', (request: CompileRequest) => void answerTo(request).then(send));
// A terminal's Ctrl-C reaches everybody; the parent decides how to end.
process.on('SIGINT', () => undefined);
onceOrphaned(() => process.exit(0));
send({ kind: 'ready' });
