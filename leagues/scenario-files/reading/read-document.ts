import { readFile, stat } from 'node:fs/promises';
import { messageOf } from '#market/errors.js';
import { parseDocument, YAMLError } from 'yaml';
import { scenarioLimits } from './limits.js';
import { repeatedKey, repeatedYamlKey, type RepeatedKey } from './repeated-key.js';
import { ScenarioError } from './scenario-error.js';

/** The text of a file no larger than `limit` bytes. Throws `ScenarioError`. */
export async function readText(file: string, limit: number = scenarioLimits.fileBytes): Promise<string> {
  const info = await stat(file).catch((error: NodeJS.ErrnoException) => {
    const missing = error.code === 'ENOENT' || error.code === 'ENOTDIR';
    throw new ScenarioError(file, '', missing ? 'no such file' : `cannot be read: ${error.message}`);
  });
  if (!info.isFile())
    throw new ScenarioError(file, '', info.isDirectory() ? 'is a folder, not a file' : 'is no regular file');
  if (info.size > limit)
    throw new ScenarioError(file, '', `has ${info.size} bytes, more than ${limit}`, 'split or thin it out');
  return readFile(file, 'utf8').catch((error: unknown) => {
    throw new ScenarioError(file, '', `cannot be read: ${messageOf(error)}`);
  });
}

/** Reads a YAML or JSON file into plain values. Throws `ScenarioError`. */
export async function readDocument(file: string): Promise<unknown> {
  return documentFrom(await readText(file), file);
}

/** The values in the text of a YAML or JSON file. Throws `ScenarioError`. */
export function documentFrom(written: string, file: string): unknown {
  const text = written.replace(/^\uFEFF/, '');
  return /^\s*[[{]/.test(text) ? parseJson(file, text) : parseYaml(file, text);
}

function parseJson(file: string, text: string): unknown {
  let document: unknown;
  try {
    document = JSON.parse(text);
  } catch (error) {
    throw new ScenarioError(file, '', `is not JSON: ${messageOf(error)}`);
  }
  refuseRepeated(repeatedKey(text), file);
  return document;
}

function refuseRepeated(repeated: RepeatedKey | undefined, file: string): void {
  if (!repeated) return;
  const reason = `the field '${repeated.key}' is given twice`;
  throw new ScenarioError(file, `line ${repeated.line}`, reason, 'keep one of them');
}

function parseYaml(file: string, text: string): unknown {
  if (text.length > scenarioLimits.yamlBytes)
    throw new ScenarioError(
      file,
      '',
      `YAML of more than ${scenarioLimits.yamlBytes} characters`,
      'write it as JSON',
    );
  try {
    // what the reader would only warn of (a tag nobody knows) would be read as something else than was meant
    const document = parseDocument(text, { logLevel: 'error', uniqueKeys: false });
    const [problem] = [...document.errors, ...document.warnings];
    if (problem) throw problem;
    refuseRepeated(repeatedYamlKey(document, text), file);
    return document.toJS();
  } catch (error) {
    if (error instanceof ScenarioError) throw error;
    const line = error instanceof YAMLError ? error.linePos?.[0].line : undefined;
    throw new ScenarioError(file, line ? `line ${line}` : '', `is not YAML: ${firstLine(messageOf(error))}`);
  }
}

function firstLine(text: string): string {
  return text.split('\n', 1)[0]!;
}
