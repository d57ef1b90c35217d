import { anchorOf } from '#contracts/client/results-registry.js';
import { callContract } from '#contracts/service/rpc/call-contract.js';
import { httpJsonRpc } from '#contracts/service/rpc/json-rpc.js';
import { rootOf, type Fact } from '#results/receipts/receipts.js';
import { messageOf } from '#market/errors.js';
import type { RunAnchorRecord } from '../ledger/anchor-run.js';

/** Where to look an anchor up. */
export interface ChainAddress {
  readonly url: string;
  /** of the ResultsRegistry; absent: where the bundle says */
  readonly registry?: string;
}

/** What is known of the root that a run's results were anchored with. */
export type AnchorFinding =
  /** nothing was anchored, says the bundle, and nobody looked */
  | { readonly kind: 'none' }
  /** the results do not have the root: the bundle's own (`file`), or the chain's */
  | { readonly kind: 'differs'; readonly by: 'file' | 'chain'; readonly reason: string }
  /** the results have the root that the bundle gives; nobody looked on the chain */
  | { readonly kind: 'not-looked-up'; readonly root: string; readonly network: string }
  /** the chain has these results; `named`: who said which registry to ask */
  | {
      readonly kind: 'found';
      readonly root: string;
      readonly registry: string;
      readonly named: 'reader' | 'file';
    };

/** The facts whose roots a run anchors. */
export interface RunFacts {
  readonly run: string;
  readonly matches: readonly Fact[];
  readonly submissions: readonly Fact[];
}

/** Compares roots computed here with the bundle's, and with the chain's where the reader names one. */
export async function findAnchor(
  { run, matches, submissions }: RunFacts,
  anchor: RunAnchorRecord | null,
  chain?: ChainAddress,
): Promise<AnchorFinding> {
  const roots = { matches: rootOrNull(matches), submissions: rootOrNull(submissions) };
  if (anchor && (anchor.matches !== roots.matches || anchor.submissions !== roots.submissions))
    return { kind: 'differs', by: 'file', reason: `the bundle says ${anchor.matches}` };
  if (!chain) {
    if (!anchor) return { kind: 'none' };
    return { kind: 'not-looked-up', root: anchor.matches, network: anchor.network };
  }
  const registry = chain.registry ?? anchor?.registry;
  if (registry === undefined)
    return { kind: 'differs', by: 'chain', reason: 'the bundle names no registry: give its address' };
  const there = await lookUp(run, registry, chain.url);
  if (typeof there === 'string') return { kind: 'differs', by: 'chain', reason: there };
  if (there.matches !== roots.matches || there.submissions !== roots.submissions)
    return { kind: 'differs', by: 'chain', reason: `the registry ${registry} says ${there.matches}` };
  const named = chain.registry === undefined ? 'file' : 'reader';
  return { kind: 'found', root: there.matches, registry, named };
}

/** Of the reason why there is no answer, characters. */
const MOST_WORDS = 500;

type Roots = Pick<RunAnchorRecord, 'matches' | 'submissions'>;

/** What the registry has of a run; a text: why nothing. */
async function lookUp(run: string, registry: string, url: string): Promise<Roots | string> {
  try {
    const rpc = httpJsonRpc(url);
    const there = await anchorOf({ call: (to, data) => callContract(rpc, to, data) }, registry, run);
    return there ?? `the registry ${registry} knows no run ${run}`;
  } catch (error) {
    return `the registry ${registry} could not be asked: ${reasonOf(error)}`;
  }
}

/** What a registry answered may stand in it, whatever its length. */
function reasonOf(error: unknown): string {
  const text = messageOf(error);
  return text.length > MOST_WORDS ? `${text.slice(0, MOST_WORDS)}…` : text;
}

/** null: there is nothing, or something stands there twice */
function rootOrNull(facts: readonly Fact[]): string | null {
  try {
    return rootOf(facts);
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}
