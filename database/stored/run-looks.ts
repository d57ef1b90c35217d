import type { RunAnchorRecord } from '#matches/ledger/anchor-run.js';
import type { RunEntity } from '../entities/run.entity.js';

/** A look at a run, and which of its matches came with it. */
export interface RunLook {
  /** 1, 2, ... */
  readonly look: number;
  /** number of its last block */
  readonly blocks: number;
  /** number of the last match before, 0: none, and of the last of its own, null: they are the last there are */
  readonly after: number;
  readonly until: number | null;
  /** ms since 1970 */
  readonly createdAt: number;
  readonly anchor: RunAnchorRecord | null;
}

type Looked = Pick<RunEntity, 'definition' | 'looks' | 'anchor' | 'createdAt'>;

/** All looks at a run. */
export function runLooks({ definition: { blocks }, looks, anchor, createdAt }: Looked): RunLook[] {
  const all = [{ blocks, before: 0, createdAt, anchor }, ...(looks ?? [])];
  return all.map(({ before, ...look }, i) => {
    return { look: i + 1, ...look, after: before, until: all[i + 1]?.before ?? null };
  });
}

/** The look that a match came with. */
export function lookOfMatch(run: Looked, serial: number): RunLook {
  return runLooks(run).findLast(({ after }) => serial > after)!;
}

/** Number of the last block of each look; undefined: there is one. */
export function looksOf({
  definition: { blocks },
  looks,
}: Pick<Looked, 'definition' | 'looks'>): readonly number[] | undefined {
  return looks ? [blocks, ...looks.map((look) => look.blocks)] : undefined;
}
