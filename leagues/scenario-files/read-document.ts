import { readFile, stat } from 'node:fs/promises';
import { parse, YAMLParseError } from 'yaml';
import { scenarioLimits } from './limits.js';
import { ScenarioError } from './scenario-error.js';

/** The text of a file no larger than `limit` bytes. Throws `ScenarioError`. */
export async function readText(file: string, limit: number = scenarioLimits.fileBytes): Promise<string> {
  const info = await stat(file).catch(() => undefined);
  if (!info?.isFile()) throw new ScenarioError(file, '', 'no such file');
  if (info.size > limit)
    throw new ScenarioError(file, '', `has ${info.size} bytes, more than ${limit}`, 'split or thin it out');
  return readFile(file, 'utf8').catch((error: unknown) => {
    throw new ScenarioError(file, '', `cannot be read: ${messageOf(error)}`);
  });
}

/** Reads a YAML or JSON file into plain values. Throws `ScenarioError`. */
export async function readDocument(file: string): Promise<unknown> {
  const text = await readText(file);
  return /^\s*[[{]/.test(text) ? parseJson(file, text) : parseYaml(file, text);
}

function parseJson(file: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new ScenarioError(file, '', `is not JSON: ${messageOf(error)}`);
  }
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
    return parse(text);
  } catch (error) {
    const line = error instanceof YAMLParseError ? error.linePos?.[0].line : undefined;
    throw new ScenarioError(file, line ? `line ${line}` : '', `is not YAML: ${firstLine(messageOf(error))}`);
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

function firstLine(text: string): string {
  return text.split('\n', 1)[0]!;
}
