// The compiler's own process: esbuild has no limits of its own, so it must be possible to lose it.
import { PluginError } from '../in-process/plugin-error.js';
import { bundlePlugin } from './bundle-plugin.js';
import type { CompileAnswer, CompileRequest } from './protocol.js';

async function answerTo({ source, name }: CompileRequest): Promise<CompileAnswer> {
  try {
    return { kind: 'bundle', bundle: await bundlePlugin(source, name) };
  } catch (error) {
    if (!(error instanceof PluginError)) return { kind: 'broken' };
    const { reason, position } = error;
    return { kind: 'refused', reason, ...(position && { position }) };
  }
}

function send(answer: CompileAnswer): void {
  if (process.connected) process.send?.(answer);
}

process.on('message', (request: CompileRequest) => void answerTo(request).then(send));
// A terminal's Ctrl-C reaches everybody; the parent decides how to end.
process.on('SIGINT', () => undefined);
process.on('disconnect', () => process.exit(0));
send({ kind: 'ready' });
