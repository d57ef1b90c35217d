import { newNumbers } from './buffers.js';
import { guestNotes, type HostCall } from './interface.js';
import { isError, numbersText, replace, start, stringify, text } from './intrinsics.js';
import { consoleLimits } from './limits.js';

const { lines: MOST_LINES, characters: LONGEST_LINE } = consoleLimits;

/**
 * Makes `console` say to the host what the plugin writes: a line of text per call, for the author's
 * eyes only. Returns what tells the host, at the end of a call, how many lines were too many.
 */
export function openConsole(host: HostCall): () => void {
  let written = 0;
  let told: number = MOST_LINES;
  const writer =
    (prefix: string) =>
    (...values: unknown[]): void => {
      if (++written > MOST_LINES) return;
      // Reading what is written may run the plugin's code, and may happen at the end of its stack.
      try {
        host(guestNotes.said, prefix + start(lineOf(values), LONGEST_LINE - prefix.length));
      } catch {
        return;
      }
    };
  for (const name of ['log', 'info', 'debug']) replace(console, name, writer(''));
  replace(console, 'warn', writer('warning: '));
  replace(console, 'error', writer('error: '));
  return () => {
    if (written <= told) return;
    told = written;
    const numbers = newNumbers(1);
    numbers[0] = written - MOST_LINES;
    host(guestNotes.unsaid, numbers);
  };
}

function lineOf(values: readonly unknown[]): string {
  let line = '';
  for (let i = 0; i < values.length && line.length < LONGEST_LINE; i++)
    line += (i === 0 ? '' : ' ') + wordOf(values[i]);
  return line;
}

function wordOf(value: unknown): string {
  if (typeof value === 'string') return start(value, LONGEST_LINE);
  if (typeof value !== 'object' || value === null || isError(value)) return text(value);
  // JSON would show a typed array as an object with its indices for names.
  return numbersText(value) ?? text(stringify(value));
}
