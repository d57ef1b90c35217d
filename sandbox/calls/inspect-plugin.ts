import type { CallResult } from '#market/traders.port.js';
import type { PluginKind } from '../guest/interface.js';
import { AuthorLines } from './author-lines.js';
import type { SandboxLimits } from './limits.js';
import { PluginError } from './plugin-error.js';
import { factsFault } from './plugin-facts.js';
import type { Playable, PluginPool } from './plugin-pool.port.js';
import { InvalidAnswerError, readFacts, readReply, unfit } from './reply-checks.js';

/** What a plugin's default export says about itself. */
export interface PluginFacts {
  readonly kind: PluginKind;
  readonly name: string;
  readonly description: string;
}

/** Loads a plugin where the pool runs it, without playing it. */
export async function inspectPlugin<P extends Playable>(
  pool: PluginPool<P>,
  plugin: P,
  limits: SandboxLimits = pool.limits,
): Promise<CallResult<PluginFacts>> {
  const opened = await pool.open(plugin, 1, limits);
  const batch = await opened.run([{ seat: 0, verb: 'load' }], () => null);
  await opened.close();
  if (batch.status === 'lost') return { outcome: batch.kind, reason: batch.reason };
  const facts = readReply(batch.results[0], (value) => pluginFacts(readFacts(value)));
  if (facts.outcome === 'ok') return facts;
  const lines = new AuthorLines(plugin.file, plugin.sourceMap);
  return { outcome: facts.outcome, reason: lines.explain(facts.reason, facts.stack) };
}

const named = { agent: 'an agent', dealer: 'a dealer', bidder: 'a bidder' } as const;

/** The same for who needs a plugin, of this kind if one is given. Throws `PluginError` if it does not load or is of another. */
export async function loadedFacts<P extends Playable>(
  pool: PluginPool<P>,
  plugin: P,
  kind?: PluginKind,
): Promise<PluginFacts> {
  const facts = await inspectPlugin(pool, plugin);
  if (facts.outcome !== 'ok') throw new PluginError(plugin.file, `${facts.outcome}: ${facts.reason}`);
  const { value } = facts;
  if (kind !== undefined && value.kind !== kind)
    throw new PluginError(plugin.file, `is ${named[value.kind]} plugin; wanted is ${named[kind]}`);
  return value;
}

function pluginFacts({ kind, name, description }: Readonly<Record<string, unknown>>): PluginFacts {
  if (kind !== 'agent' && kind !== 'dealer' && kind !== 'bidder') return unfit();
  const fault = factsFault({ name, description });
  if (fault !== null) throw new InvalidAnswerError(fault);
  return { kind, name: name as string, description: description as string };
}
