import { posix } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { inPackage, type FoundScenario } from '../load-scenario.js';
import { documentFrom } from '../reading/read-document.js';
import { ScenarioError } from '../reading/scenario-error.js';
import { scenarioLimits } from '../reading/limits.js';
import { ArchiveError, tarEntries, type TarEntry } from './tar-entries.js';

/** Of an archive; its text may not be more than that of a package. */
const { archiveFiles: MOST_FILES } = scenarioLimits;
const MOST_BYTES = scenarioLimits.fileBytes + MOST_FILES * 1024;

/** A scenario among files that somebody sent: itself with its series, a package, or an archive of them. */
export function uploadedScenario(files: readonly TarEntry[]): {
  readonly found: FoundScenario;
  readonly file: string;
} {
  const [only] = files;
  const entries = files.length === 1 && isGzip(only!.bytes) ? unpacked(only!) : files;
  const byPath = new Map<string, Buffer>();
  for (const { path, bytes } of entries) {
    const inside = posix.normalize(path);
    if (leadsOut(inside)) throw new ArchiveError(`${path}: leads out of the package`);
    if (byPath.has(inside)) throw new ArchiveError(`${path}: stands there twice`);
    byPath.set(inside, bytes);
  }
  const scenarios = [...byPath.keys()].filter((path) => /\.(ya?ml|json)$/i.test(path));
  const [file] = scenarios;
  if (file === undefined) throw new ArchiveError('there is no scenario: a .yaml or .json file is needed');
  if (scenarios.length > 1)
    throw new ArchiveError(
      `there is more than one scenario (${scenarios.slice(0, 3).join(', ')}): send one at a time`,
    );
  const document = documentFrom(textOf(byPath.get(file)!, file), file);
  const place = (csv: string): string => posix.normalize(posix.join(posix.dirname(file), csv));
  const read = (csv: string): Promise<string> => {
    const path = place(csv);
    const bytes = byPath.get(path);
    if (posix.isAbsolute(csv) || leadsOut(path)) return refused(csv, 'leads out of the package');
    return bytes ? Promise.resolve(textOf(bytes, path)) : refused(csv, 'is not in the package');
  };
  return { found: inPackage(document, file) ?? { document, read, place }, file };
}

function refused(file: string, reason: string): Promise<never> {
  return Promise.reject(new ScenarioError(file, '', reason));
}

function leadsOut(path: string): boolean {
  return posix.isAbsolute(path) || path.split('/').includes('..');
}

function isGzip(bytes: Buffer): boolean {
  return bytes[0] === 0x1f && bytes[1] === 0x8b;
}

function unpacked({ path, bytes }: TarEntry): TarEntry[] {
  let archive: Buffer;
  try {
    archive = gunzipSync(bytes, { maxOutputLength: MOST_BYTES });
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    throw new ArchiveError(
      code === 'ERR_BUFFER_TOO_LARGE'
        ? `${path}: is more than ${MOST_BYTES} bytes when it is unpacked`
        : `${path}: cannot be unpacked: ${message}`,
    );
  }
  return tarEntries(archive, MOST_FILES);
}

function textOf(bytes: Buffer, file: string): string {
  if (bytes.length > scenarioLimits.fileBytes)
    throw new ScenarioError(file, '', `has ${bytes.length} bytes, more than ${scenarioLimits.fileBytes}`);
  return bytes.toString('utf8');
}
