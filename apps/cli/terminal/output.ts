/** A reader that goes away (`| head`) ends the program quietly: nobody is left to write for. */
export function surviveBrokenPipes(): void {
  for (const stream of [process.stdout, process.stderr])
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EPIPE') throw error;
      process.exit();
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
