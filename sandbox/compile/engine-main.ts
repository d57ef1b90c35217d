// esbuild's engine as WebAssembly, where the machine gives no empty root: beyond its pipes it is handed no file to ask for,
// and the process around it may read nothing but this program. Arguments: the engine's own.
import './engine-pipes.js';
import 'esbuild-wasm/wasm_exec.js';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Go's own bridge to JavaScript (wasm_exec.js). */
declare class Go {
  argv: string[];
  exit: (code: number) => void;
  readonly importObject: object;
  run(instance: object): Promise<void>;
}

/** Node has it; its types do not. */
declare const WebAssembly: {
  readonly Module: new (bytes: Uint8Array) => object;
  readonly Instance: new (module: object, imports: object) => object;
};

/** At once: an ordinary exit waits for what is being read from the pipe, which comes from whoever waits for the end. */
function end(): void {
  process.kill(process.pid, 'SIGKILL');
}
process.on('uncaughtException', end);

const go = new Go();
go.argv = ['esbuild', ...process.argv.slice(2)];
go.exit = end;
const program = new WebAssembly.Module(readFileSync(join(__dirname, 'esbuild.wasm')));
void go.run(new WebAssembly.Instance(program, go.importObject));
