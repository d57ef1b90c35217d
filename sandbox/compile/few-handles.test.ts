import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { promisify } from 'node:util';
import { dealt } from '#market/test/short-form.js';
import { compiledRoot } from '#project-root.js';

const PRLIMIT = '/usr/bin/prlimit';
const HANDLES = 120;

/** Compiles in a process that has so many file handles left, and again when it has them back. */
const program = (left: number): string => `
  import { closeSync, openSync } from 'node:fs';
  const { Compiler } = await import(${JSON.stringify(resolve(compiledRoot, 'sandbox/compile/compiler.js'))});
  const source = { source: 'export default 1;', name: 'a.js', longest: { code: 1e6, sourceMap: 1e6 } };
  const compiled = () => new Compiler().compile(source, { milliseconds: 60_000, megabytes: 400 }).then(({ kind }) => kind, ({ code }) => code);
  const before = await compiled();
  const held = [];
  try { for (;;) held.push(openSync('/dev/null')); } catch {}
  for (let i = 0; i < ${left}; i++) closeSync(held.pop());
  const meanwhile = await compiled();
  for (const one of held) closeSync(one);
  console.log(JSON.stringify([before, meanwhile, await compiled()]));
  process.exit();`;

// Pipes take two handles each: every number tears another one of them from the two processes.
it.each(dealt([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 12], 2))(
  'with %i file handles left no compiler may be had, which ends nobody',
  async (left) => {
    if (!existsSync(PRLIMIT)) return console.warn('without prlimit file handles cannot be made few here');
    const script = [process.execPath, '--input-type=module', '-e', program(left)];
    const { stdout } = await promisify(execFile)(PRLIMIT, [`--nofile=${HANDLES}:`, ...script]);
    const [before, meanwhile, after] = JSON.parse(stdout) as string[];
    expect([before, after]).toEqual(['bundle', 'bundle']);
    expect(meanwhile).toMatch(/^(bundle|compiler-unavailable|EMFILE)$/);
  },
);
