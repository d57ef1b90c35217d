import { readFile } from 'node:fs/promises';
import { watch } from 'node:fs';
import { basename, dirname, resolve } from 'node:path';
import { GridLeagueError } from '#market/errors.js';
import { complain } from '../terminal/output.js';
import { explain } from '../terminal/failure.js';

/** Does the work now, and again whenever the content of one of the files has changed, until the program is ended. */
export async function onEverySave(files: readonly string[], work: () => Promise<void>): Promise<never> {
  let wake: () => void = () => undefined;
  let woken = false;
  const notice = (): void => {
    woken = true;
    wake();
  };
  // Editors put another file in the place of the one that is saved: folders are watched.
  for (const [folder, own] of Map.groupBy(
    files.map((file) => resolve(file)),
    dirname,
  ))
    watch(folder, (_, name) => {
      if (name === null || own.some((file) => basename(file) === name)) notice();
    });
  for (let seen = ''; ;) {
    const now = await contentOf(files);
    if (now !== seen) {
      seen = now;
      await work().catch((error: unknown) => {
        // A file that does not compile yet is mended and saved again.
        if (!(error instanceof GridLeagueError) || error.kind === 'fault') throw error;
        complain(explain(error));
      });
      complain(`watching ${files.join(', ')}`);
    }
    if (!woken) await new Promise<void>((resolve) => (wake = resolve));
    woken = false;
  }
}

async function contentOf(files: readonly string[]): Promise<string> {
  const texts = await Promise.all(files.map((file) => readFile(file, 'utf8').catch(() => '')));
  return texts.join('\0');
}
