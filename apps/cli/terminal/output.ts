import { printable, printableJson, printableLines } from '#results/export/printable.js';

const FAILED = 1;

/**
 * A reader that goes away (`| head`) ends the program quietly: nobody is left to write for. Any other
 * failure to write (a full disk) ends it with one line and code 1.
 */
export function surviveBrokenPipes(): void {
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') process.exit();
    complain(`gridleague: the output could not be written: ${error.message}`);
    process.exit(FAILED);
  });
  process.stderr.on('error', (error: NodeJS.ErrnoException) => {
    process.exit(error.code === 'EPIPE' ? undefined : FAILED);
  });
}

/**
 * Lines for the reader. The functions here are the only ways to stdout, they and `Progress` those to stderr:
 * whatever a name in a line holds, it is one line, and shows what it holds.
 */
export function print(...lines: readonly string[]): void {
  printLines(lines);
}

/** The same for more lines than a call takes arguments. */
export function printLines(lines: readonly string[]): void {
  process.stdout.write(lines.map((line) => `${printable(line)}\n`).join(''));
}

/** A text of several lines that another program may read: CSV, MPS. */
export function printText(text: string): void {
  process.stdout.write(printableLines(text.endsWith('\n') ? text : `${text}\n`));
}

/** The one document of a `--json` run. */
export function printJson(document: unknown, indent = 2): void {
  process.stdout.write(`${printableJson(document, indent)}\n`);
}

/** Lines beside the output: what went wrong, what is being done. */
export function complain(...lines: readonly string[]): void {
  process.stderr.write(lines.map((line) => `${printable(line)}\n`).join(''));
}
