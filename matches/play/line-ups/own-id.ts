import { createHash } from 'node:crypto';
import type { PluginFile } from '#leagues/run/match-task.js';

/**
 * Id of a user's own plugin in a run that is played here, `own-<kind>-<hash>-<name>`. Seats are dealt by ids: the hash is of the
 * source without the name that it gives itself, so that neither names nor the order of plugins say who sits where. Only copies
 * of one source are told apart by their names.
 */
export function ownId({ kind, name, source }: Pick<PluginFile, 'kind' | 'name' | 'source'>): string {
  const nameless = ["'", '"', '`'].reduce((text, quote) => text.replaceAll(quote + name + quote, ''), source);
  return `own-${kind}-${createHash('sha256').update(nameless).digest('hex').slice(0, 12)}-${name}`;
}
