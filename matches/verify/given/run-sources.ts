import { createHash } from 'node:crypto';
import type { FrozenSubmission } from '#leagues/pairing/run-plan.js';
import type { PluginFile } from '#leagues/run/match-task.js';
import { readingOf, type SourceReading } from './source-language.js';
import type { BundledPlugin, RunHead } from '../../bundles/run-head.js';

/** The sources to replay a run with, and what speaks against those that the bundle gives. */
export interface RunSources {
  /** by submission id */
  readonly files: ReadonlyMap<string, PluginFile>;
  readonly contradictions: readonly string[];
  /** submissions whose ids, names and versions nothing derives */
  readonly given: readonly GivenPlugin[];
  /** by submission id: why nothing can be played with it here */
  readonly unloadable: ReadonlyMap<string, string>;
}

export interface GivenPlugin {
  readonly frozen: FrozenSubmission;
  /** null: its source says it, or is withheld */
  readonly language: 'ts' | 'js' | null;
}

/**
 * Takes the sources of reference plugins (`shipped`) from this checkout, by the SHA-256 that was played, never
 * from the bundle; those of all others from the bundle, if they have the SHA-256 that was played.
 */
export async function runSources(
  { plan, plugins }: RunHead,
  shipped: readonly PluginFile[],
): Promise<RunSources> {
  const bundled = new Map(plugins.map((plugin) => [plugin.id, plugin]));
  const files = new Map<string, PluginFile>();
  const contradictions: string[] = [];
  const given: GivenPlugin[] = [];
  const unloadable = new Map<string, string>();
  for (const frozen of plan.submissions) {
    const plugin = bundled.get(frozen.id);
    const here = shipped.find(({ kind, sha256 }) => kind === frozen.kind && sha256 === frozen.sha256);
    const complaint = isReference(frozen)
      ? referenceComplaint(frozen, plugin, shipped)
      : sourceComplaint(frozen, plugin);
    let reading: SourceReading = { kind: 'derived' };
    if (here) files.set(frozen.id, { ...frozen, file: here.file, source: here.source });
    else if (complaint === null && plugin && plugin.source !== null && !isReference(frozen)) {
      reading = await readingOf(plugin.source, plugin.file);
      files.set(frozen.id, { ...frozen, file: plugin.file, source: plugin.source });
    }
    if (complaint !== null) contradictions.push(complaint);
    if (reading.kind === 'forged') contradictions.push(`${frozen.id}: ${reading.reason}`);
    if (reading.kind === 'none' || reading.kind === 'forged') unloadable.set(frozen.id, reading.reason);
    if (frozen.id !== here?.id || frozen.version !== here.version)
      given.push({ frozen, language: reading.kind === 'given' ? reading.language : null });
  }
  return { files, contradictions, given, unloadable };
}

/** Whether a submission says that it comes with GridLeague. */
function isReference({ id, baseline }: FrozenSubmission): boolean {
  return baseline || id.startsWith('reference-');
}

function referenceComplaint(
  frozen: FrozenSubmission,
  plugin: BundledPlugin | undefined,
  shipped: readonly PluginFile[],
): string | null {
  const { id, kind, name, version, sha256, baseline, outside } = frozen;
  if (outside !== undefined) return `reference ${kind} ${name} is said to play from outside of the sandbox`;
  const here = shipped.find((file) => file.kind === kind && file.name === name);
  if (!here) return `there is no reference ${kind} ${name} in this checkout`;
  const both = `the run names SHA-256 ${sha256}, this checkout has ${here.sha256}`;
  if (here.sha256 !== sha256)
    return `reference ${kind} ${name} is another one here: ${both}; replay with the version that played the run`;
  // A server counts the versions that it has met, and puts the number of a later one behind the id.
  const counted = /^[1-9]\d{0,8}$/.test(version)
    ? version === '1'
      ? here.id
      : `${here.id}-${version}`
    : null;
  if (!baseline || (id !== here.id && id !== counted))
    return `${id} is not what reference ${kind} ${name} is called, or is not marked as one`;
  if (id !== (version === here.version ? here.id : counted))
    return `reference ${kind} ${name} has no version ${version}`;
  if (!plugin || plugin.source === null)
    return `the source of reference ${kind} ${name} is withheld: ${both}`;
  if (plugin.file !== here.file)
    return `reference ${kind} ${name} is the file ${here.file}, not ${plugin.file}`;
  const given = sha256Of(plugin.source);
  return given === sha256
    ? null
    : `the source of reference ${kind} ${name} has SHA-256 ${given} in the bundle: ${both}`;
}

function sourceComplaint(
  { name, sha256 }: FrozenSubmission,
  plugin: BundledPlugin | undefined,
): string | null {
  if (!plugin || plugin.source === null) return null;
  const given = sha256Of(plugin.source);
  return given === sha256
    ? null
    : `the source of ${name} is not the one that was played: it has SHA-256 ${given}, the plan says ${sha256}`;
}

function sha256Of(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
