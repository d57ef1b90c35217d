import { isScalar, visit, type Document } from 'yaml';

/** What stands twice, and the line of the second (from 1). */
export interface RepeatedKey {
  readonly key: string;
  readonly line: number;
}

/**
 * The first key that a map of a YAML text has twice. The reader itself looks for them in the square of their number: minutes
 * for a small file.
 */
export function repeatedYamlKey(document: Document, text: string): RepeatedKey | undefined {
  let repeated: RepeatedKey | undefined;
  visit(document, {
    Map: (_, { items }) => {
      const seen = new Set<string>();
      for (const { key } of items) {
        if (!isScalar<string | number | boolean | null>(key)) continue;
        const name = String(key.value ?? '');
        if (seen.has(name)) {
          repeated = { key: name, line: text.slice(0, key.range?.[0]).split('\n').length };
          return visit.BREAK;
        }
        seen.add(name);
      }
      return undefined;
    },
  });
  return repeated;
}

/**
 * The first key that an object of a JSON text has twice, and its line (from 1); JSON itself would
 * quietly keep the last. The text must be JSON.
 */
export function repeatedKey(text: string): RepeatedKey | undefined {
  const keysOfOpenObjects: Set<string>[] = [];
  for (let position = 0; position < text.length; position++) {
    const character = text[position];
    if (character === '{') keysOfOpenObjects.push(new Set());
    else if (character === '}') keysOfOpenObjects.pop();
    else if (character === '"') {
      const end = closingQuote(text, position);
      if (isFollowedByColon(text, end)) {
        const key = JSON.parse(text.slice(position, end + 1)) as string;
        const keys = keysOfOpenObjects.at(-1)!;
        if (keys.has(key)) return { key, line: text.slice(0, position).split('\n').length };
        keys.add(key);
      }
      position = end;
    }
  }
  return undefined;
}

function closingQuote(text: string, open: number): number {
  let position = open + 1;
  while (text[position] !== '"') position += text[position] === '\\' ? 2 : 1;
  return position;
}

/** Only keys are. */
function isFollowedByColon(text: string, end: number): boolean {
  let position = end + 1;
  while (/\s/.test(text[position] ?? '')) position++;
  return text[position] === ':';
}
