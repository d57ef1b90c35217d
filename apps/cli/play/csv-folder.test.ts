import { readdir, readFile, writeFile, mkdir } from 'node:fs/promises';
import { temporaryFolder } from '../test/gridleague.js';
import { CsvFolder } from './csv-folder.js';

const folder = temporaryFolder();

it('replaces files of the same name and leaves others alone', async () => {
  const target = folder.path('used');
  await mkdir(target);
  await writeFile(`${target}/rounds.csv`, 'old');
  await writeFile(`${target}/notes.txt`, 'mine');
  const csv = await CsvFolder.prepare(target);
  await csv.write(new Map([['rounds.csv', 'new']]));
  await csv.discard();
  expect((await readdir(target)).sort()).toEqual(['notes.txt', 'rounds.csv']);
  expect(await readFile(`${target}/rounds.csv`, 'utf8')).toBe('new');
});

it('has touched nothing when it is discarded before it is written', async () => {
  const csv = await CsvFolder.prepare(folder.path('deep/never'));
  await csv.discard();
  expect(await readdir(folder.path('deep'))).toEqual([]);
});

it('refuses a place that cannot be a folder', async () => {
  await writeFile(folder.path('file'), '');
  await expect(CsvFolder.prepare(folder.path('file'))).rejects.toMatchObject({ kind: 'input' });
  await expect(CsvFolder.prepare(folder.path('file/inside'))).rejects.toMatchObject({ kind: 'input' });
});
