import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { basename, delimiter, resolve } from 'node:path';
import { projectRoot } from '#project-root.js';
import { loadedFacts } from '../calls/inspect-plugin.js';
import { PluginError } from '../calls/plugin-error.js';
import type { OpenPlugin, PluginPool } from '../calls/plugin-pool.port.js';
import { JsonProgram, type Command } from './json-program.js';
import { OutsidePlugin } from '../elsewhere/outside-plugin.js';
import { ProgramSeats } from '../elsewhere/program-seats.js';
import type { SeatDesks } from '../elsewhere/seat-desks.js';

/** How a strategy in Python is named where plugins are: `python:my_agent.py`. */
export const PYTHON = 'python:';

export function isPython(name: string): boolean {
  return name.startsWith(PYTHON);
}

/** Names the interpreter, where it is not `python3`. */
const INTERPRETER = 'GRIDLEAGUE_PYTHON';

/** A strategy in Python, a file of its author's: a process of its own plays all its seats of a match, and nothing shuts it in. */
export class PythonAgent extends OutsidePlugin {
  private constructor(
    private readonly path: string,
    readonly sha256: string,
    readonly name: string,
  ) {
    super();
  }

  /** `named`: `python:` and a path. Throws `PluginError` if it cannot be used. */
  static async load(named: string, pool: PluginPool<OutsidePlugin>): Promise<PythonAgent> {
    const path = resolve(named.slice(PYTHON.length));
    const source = await readFile(path).catch(() => {
      throw new PluginError(named, 'no such file');
    });
    const sha256 = createHash('sha256').update(source).digest('hex');
    const { name } = await loadedFacts(pool, new PythonAgent(path, sha256, ''), 'agent');
    return new PythonAgent(path, sha256, name);
  }

  /** One that was loaded elsewhere; `path`: absolute. */
  static at(path: string, sha256: string, name: string): PythonAgent {
    return new PythonAgent(path, sha256, name);
  }

  get file(): string {
    return basename(this.path);
  }

  open(desks: SeatDesks): OpenPlugin {
    return new ProgramSeats(() => new JsonProgram(pythonCommand(this.path)), desks);
  }
}

/** What of this process's environment says how strategies in Python are run, for processes that run some. */
export function pythonEnvironment(): Record<string, string> {
  const names = [INTERPRETER, 'PYTHONPATH'];
  return Object.fromEntries(names.flatMap((name) => (process.env[name] ? [[name, process.env[name]]] : [])));
}

function pythonCommand(path: string): Command {
  const { PYTHONPATH, [INTERPRETER]: program = 'python3' } = process.env;
  const own = resolve(projectRoot, 'clients/python');
  return {
    program,
    args: ['-m', 'gridleague.agent_host', path],
    // What is installed goes first only where the author says so.
    env: { PYTHONPATH: PYTHONPATH ? `${own}${delimiter}${PYTHONPATH}` : own },
  };
}
