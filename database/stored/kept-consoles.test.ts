import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Database } from '../database.js';
import { PluginConsoleEntity } from '../entities/plugin-console.entity.js';
import { keepConsole, KEPT_CONSOLES } from './kept-consoles.js';

it('the newest of a submission are kept, whatever others write', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'gridleague-consoles-'));
  const database = await Database.open(join(folder, 'test.sqlite'));
  try {
    await database.write(async (manager) => {
      await manager.query('PRAGMA defer_foreign_keys = ON');
      const words = { lines: [{ seat: 0, text: 'x' }], unsaid: 0 };
      const keep = (submission: string, i: number) =>
        keepConsole(manager, { match: `m-${String(i).padStart(4, '0')}`, submission, at: i >> 2, ...words });
      await keep('other', 0);
      for (let i = 1; i <= KEPT_CONSOLES + 5; i++) await keep('mine', i);
      const own = await manager.find(PluginConsoleEntity, {
        where: { submission: 'mine' },
        order: { match: 'ASC' },
      });
      expect([own.length, own[0]!.match]).toEqual([KEPT_CONSOLES, 'm-0006']);
      expect(await manager.countBy(PluginConsoleEntity, { submission: 'other' })).toBe(1);
      await manager.clear(PluginConsoleEntity);
    });
  } finally {
    await database.close();
    await rm(folder, { recursive: true });
  }
});
