import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { GridLeagueError } from '#market/errors.js';

/** No figure depends on them, and benchmarks that follow one another write them. */
const PROSE_AND_RESULTS = [':(exclude)*.md', ':(exclude)bench/results'];
/** As many files are named. */
const NAMED = 5;

/** Figures cannot be published, since nobody could measure the same build again. */
export class UncommittedError extends GridLeagueError {
  readonly kind = 'undoable';
  readonly code = 'uncommitted';

  constructor(reason: string) {
    super(
      `figures in bench/results name the commit that they are of, and ${reason}: commit first, ` +
        'or add --unpublished, and they go to var/bench',
    );
  }
}

/**
 * The commit (40 hexadecimal digits) of which the tracked files in a folder are, but for results and prose. Throws `UncommittedError` where
 * any of them has other changes, or where there is no commit.
 */
export async function committedBuild(folder: string): Promise<string> {
  const commit = await git(folder, 'rev-parse', 'HEAD').catch(() => {
    throw new UncommittedError('this is no clone with a commit');
  });
  const status = ['status', '--porcelain', '--untracked-files=no', '--', '.', ...PROSE_AND_RESULTS];
  const changed = (await git(folder, ...status)).split('\n').filter((line) => line !== '');
  if (changed.length === 0) return commit.trim();
  const more = changed.length > NAMED ? ` and ${changed.length - NAMED} more` : '';
  const named = changed.slice(0, NAMED).map((line) => line.slice('XY '.length));
  throw new UncommittedError(`these tracked files have changes in no commit: ${named.join(', ')}${more}`);
}

async function git(folder: string, ...args: readonly string[]): Promise<string> {
  return (await promisify(execFile)('git', args, { cwd: folder })).stdout;
}
