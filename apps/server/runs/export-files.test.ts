import { EventEmitter } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { JobFor } from '../derive/desk/thread-desk.js';
import { forCaller } from '../operation/take-turns.js';
import { ExportFiles } from './export-files.js';

type Parts = ConstructorParameters<typeof ExportFiles>;

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'export-files-'));
});
afterAll(() => rm(folder, { recursive: true }));

it.each(['paperPack', 'bundle'] as const)('%s is not begun for readers who have all left', async (kind) => {
  const asked = Promise.withResolvers<AbortSignal>();
  // As a lane that has much to do.
  const make = (_job: string, { file }: { file: string }, { gone }: JobFor): Promise<void> => {
    asked.resolve(gone!);
    return new Promise((done, failed) => {
      gone!.addEventListener('abort', () => failed(new Error('dropped')));
      void writeFile(file, '').then(() => setTimeout(done, 3_600_000).unref());
    });
  };
  const exports = new ExportFiles(
    { config: { dataFolder: folder } } as Parts[0],
    { make } as unknown as Parts[1],
    {} as Parts[2],
  );
  const run = { id: 'a-1', finishedAt: 1 };
  const responses = [1, 2].map(() => Object.assign(new EventEmitter(), { closed: false }));
  const readers = responses.map((response) =>
    forCaller(
      '::1',
      () => (kind === 'bundle' ? exports.bundle(run, null, 0) : exports.paperPack(run)),
      response,
    ),
  );
  const gone = await asked.promise;
  responses[0]!.emit('close');
  expect(gone.aborted).toBe(false);
  responses[1]!.emit('close');
  expect(gone.aborted).toBe(true);
  for (const reader of readers) await expect(reader).rejects.toThrow('dropped');
});
