const FAILED = 1;

/**
 * A reader that goes away (`| head`) ends the program quietly: nobody is left to write for. Any other
 * failure to write (a full disk) ends it with one line and code 1.
 */
export function surviveBrokenPipes(): void {
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') process.exit();
    process.stderr.write(`gridleague: the output could not be written: ${error.message}\n`);
    process.exit(FAILED);
  });
  process.stderr.on('error', (error: NodeJS.ErrnoException) => {
    process.exit(error.code === 'EPIPE' ? undefined : FAILED);
  });
}

/** Text for the reader; the only way to stdout. */
export function print(text: string): void {
  process.stdout.write(text.endsWith('\n') ? text : `${text}\n`);
}

/** The one document of a `--json` run. */
export function printJson(document: unknown): void {
  print(JSON.stringify(document, null, 2));
}
