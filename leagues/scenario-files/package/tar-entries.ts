import { GridLeagueError } from '#market/errors.js';

/** A file of an archive. */
export interface TarEntry {
  /** as it is written there */
  readonly path: string;
  readonly bytes: Buffer;
}

/** An archive is damaged, or holds what no scenario needs. */
export class ArchiveError extends GridLeagueError {
  readonly kind = 'input';
  readonly code = 'bad-upload';
}

const BLOCK = 512;
const FILE = /^[0\0]$/;
const FOLDER = '5';
/** what tar writes about the next entry, or all: times, owners; a longer name would stand there, too */
const REMARK = /^[xg]$/;

/** The plain files of a tar archive (POSIX.1-1988 and, for what they remark, 2001). Throws `ArchiveError`. */
export function tarEntries(archive: Buffer, most: number): TarEntry[] {
  const entries: TarEntry[] = [];
  for (let at = 0; at + BLOCK <= archive.length;) {
    const header = archive.subarray(at, at + BLOCK);
    if (header.every((byte) => byte === 0)) return entries;
    const { path, size, type } = headerOf(header);
    const bytes = archive.subarray(at + BLOCK, at + BLOCK + size);
    if (bytes.length < size) throw new ArchiveError(`${path}: the archive ends within it`);
    if (REMARK.test(type)) {
      if (/(^|\n)\d+ (path|size|linkpath)=/.test(bytes.toString('utf8')))
        throw new ArchiveError('the archive has a name of more than 100 characters: shorten it');
    } else if (FILE.test(type)) {
      if (entries.length === most) throw new ArchiveError(`the archive has more than ${most} files`);
      entries.push({ path, bytes });
    } else if (type !== FOLDER) throw new ArchiveError(`${path}: is a link or a device, not a plain file`);
    at += BLOCK + Math.ceil(size / BLOCK) * BLOCK;
  }
  throw new ArchiveError('the archive has no end');
}

function headerOf(header: Buffer): { readonly path: string; readonly size: number; readonly type: string } {
  const text = (from: number, to: number): string => header.toString('utf8', from, to).replace(/\0.*$/s, '');
  const octal = (from: number, to: number): number => {
    const digits = text(from, to).trim();
    return /^[0-7]{1,12}$/.test(digits) ? Number.parseInt(digits, 8) : NaN;
  };
  const sum = header.reduce((total, byte, i) => total + (i >= 148 && i < 156 ? 0x20 : byte), 0);
  const size = octal(124, 136);
  if (octal(148, 156) !== sum || !Number.isSafeInteger(size)) throw new ArchiveError('is no tar archive');
  const prefix = text(257, 262) === 'ustar' ? text(345, 500) : '';
  return {
    path: prefix === '' ? text(0, 100) : `${prefix}/${text(0, 100)}`,
    size,
    type: header.toString('latin1', 156, 157),
  };
}
