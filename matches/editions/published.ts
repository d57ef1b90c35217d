import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { isAbsolute, join, relative, resolve } from 'node:path';
import type { Edition } from '#leagues/definition/load-edition.js';
import { InputError } from '../input-error.js';
import type { EditionResults } from './edition-results.js';
import { engineSchema } from '../play/engine-identity.js';
import { projectRoot } from '#project-root.js';
import { editionPage } from './edition-page.js';

const FOLDER = resolve(projectRoot, 'docs/editions');

/** What is published of an edition (docs/editions/<id>.json). Throws `InputError` where there is nothing. */
export async function readPublished({ id }: Edition): Promise<EditionResults> {
  const file = join(FOLDER, `${id}.json`);
  const text = await readFile(file, 'utf8').catch(() => {
    throw new InputError(`edition ${id}: nothing is published of it (no docs/editions/${id}.json)`);
  });
  return publishedFrom(text, `docs/editions/${id}.json`);
}

/** Results as they are published; `file` is what errors call them. Throws `InputError` for a build with another name than builds have. */
export function publishedFrom(text: string, file: string): EditionResults {
  const results = JSON.parse(text) as EditionResults;
  const engine = engineSchema.nullable().safeParse(results.engine);
  if (engine.success) return { ...results, engine: engine.data };
  const { path, message } = engine.error.issues[0]!;
  throw new InputError(`${file}: ${['engine', ...path].join('.')}: ${message}`);
}

/** What of the published page does not follow from these results, in words: the first line. */
export async function pageDifferences(edition: Edition, results: EditionResults): Promise<string[]> {
  const name = `${edition.id}.md`;
  const text = await readFile(join(FOLDER, name), 'utf8').catch(() => null);
  if (text === null) return [`docs/editions/${name} is not there`];
  const [there, here] = [text.split('\n'), editionPage(edition, results).split('\n')];
  const line = Array.from(
    { length: Math.max(here.length, there.length) },
    (_, index) => here[index] === there[index],
  ).indexOf(false);
  return line < 0
    ? []
    : [`docs/editions/${name}:${line + 1}: ${there[line] ?? 'ends'} (here: ${here[line] ?? 'ends'})`];
}

/** Writes results and page of an edition into a folder; says which files. */
export async function writePublished(
  folder: string,
  edition: Edition,
  results: EditionResults,
): Promise<string[]> {
  const files = new Map([
    [`${edition.id}.json`, `${JSON.stringify(results)}\n`],
    [`${edition.id}.md`, editionPage(edition, results)],
  ]);
  await mkdir(folder, { recursive: true });
  return Promise.all(
    [...files].map(async ([name, text]) => {
      const file = join(resolve(folder), name);
      await writeFile(file, text);
      const shown = relative(process.cwd(), file);
      return `written: ${shown.startsWith('..') || isAbsolute(shown) ? file : shown}`;
    }),
  );
}
