import { readdirSync } from 'node:fs';
import { posix } from 'node:path';

/** Where the guides begin. */
export const GUIDES = '/guides';
/** Beside those in docs/, by file. */
const AT_THE_ROOT = ['README.md', 'CONTRIBUTING.md', 'CHANGELOG.md', 'SECURITY.md'];

/** What is served of the docs of a project, by file, with its address: `docs/scores.md` is at `/guides/scores`. */
export function guidePlaces(projectRoot: string): ReadonlyMap<string, string> {
  const inDocs = readdirSync(posix.join(projectRoot, 'docs'), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => posix.relative(projectRoot, posix.join(entry.parentPath, entry.name)))
    .sort();
  return new Map([...AT_THE_ROOT, ...inDocs].map((file) => [file, addressOf(file)]));
}

function addressOf(file: string): string {
  if (file === 'docs/README.md') return GUIDES;
  if (!file.startsWith('docs/')) return `${GUIDES}/${file.replace(/\.md$/, '').toLowerCase()}`;
  return `${GUIDES}/${file.slice('docs/'.length).replace(/\.md$/, '')}`;
}

/** Where a link in `file` leads on this site: another site, a place in the same guide, or what is served; null: none of these. */
export function addressFrom(places: ReadonlyMap<string, string>, file: string, href: string): string | null {
  if (/^https?:\/\//.test(href) || href.startsWith('#')) return href;
  const [path = '', anchor] = href.split('#');
  const address = places.get(posix.join(posix.dirname(file), path));
  if (address === undefined) return null;
  return anchor === undefined ? address : `${address}#${anchor}`;
}
