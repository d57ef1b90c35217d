import { parseDocument } from 'yaml';
import { requestLimits } from '#api/limits/request-limits.js';
import {
  repeatedKey,
  repeatedYamlKey,
  type RepeatedKey,
} from '#leagues/scenario-files/reading/repeated-key.js';
import { badInput } from '../problem/problem.js';

export interface SentDocument {
  /** as it was sent */
  readonly text: string;
  readonly form: 'yaml' | 'json';
}

/** What an author needs to see of what does not parse. */
const MOST_COMPLAINT = 200;

/** Throws a problem. For threads: texts can be written to be slow to read. */
export function documentOf({ text, form }: SentDocument): unknown {
  let document: unknown;
  let repeated: RepeatedKey | undefined;
  try {
    if (form === 'yaml') {
      const read = parseDocument(text, { logLevel: 'error', uniqueKeys: false });
      if (read.errors[0]) throw read.errors[0];
      repeated = repeatedYamlKey(read, text);
      document = read.toJS({ maxAliasCount: requestLimits.yamlAliases });
    } else {
      document = JSON.parse(text);
      repeated = repeatedKey(text);
    }
  } catch (error) {
    const [complaint] = (error as Error).message.split('\n');
    throw badInput('', `is not ${form.toUpperCase()}: ${complaint!.slice(0, MOST_COMPLAINT)}`);
  }
  if (repeated) throw badInput('', `line ${repeated.line}: the field '${repeated.key}' is given twice`);
  return document;
}
