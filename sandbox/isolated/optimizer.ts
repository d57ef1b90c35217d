import { setFlagsFromString } from 'node:v8';

/**
 * Runs a plugin's code without V8's optimizing compiler, and turns it on again. An optimized function
 * has another stack frame, and when V8 optimizes depends on the machine; so how deep a plugin can recurse would.
 * The flag holds for the whole process, whose other code (solver, tools) deserves to be optimized.
 */
export function withoutOptimizer<T>(work: () => T): T {
  setFlagsFromString('--no-opt');
  try {
    return work();
  } finally {
    setFlagsFromString('--opt');
  }
}

/** For what a plugin asks of the host in the middle of a call. */
export function withOptimizer<T>(work: () => T): T {
  setFlagsFromString('--opt');
  try {
    return work();
  } finally {
    setFlagsFromString('--no-opt');
  }
}
