import type { EntityManager } from 'typeorm';
import { rowsOf } from '../dialect.js';
import { PluginConsoleEntity } from '../entities/plugin-console.entity.js';

/** Matches of a submission whose console is kept: the newest. */
export const KEPT_CONSOLES = 200;

/** Older ones make room: a submission that writes much in many matches fills no disk. */
const FORGET = `DELETE FROM "plugin_console" WHERE "submission" = ?1 AND "match" NOT IN (
  SELECT "match" FROM "plugin_console" WHERE "submission" = ?1 ORDER BY "at" DESC, "match" DESC LIMIT ${KEPT_CONSOLES})`;

/** Within a write. */
export async function keepConsole(manager: EntityManager, row: PluginConsoleEntity): Promise<void> {
  await manager.insert(PluginConsoleEntity, row);
  await rowsOf(manager, FORGET, [row.submission]);
}
