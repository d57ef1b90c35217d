/** What somebody may have, send or use at most, and what becomes of whoever goes beyond. */
export interface Limit {
  readonly value: number;
  readonly words: Words;
}

/**
 * What a limit is called, the unit of its value (`bytes`, `MB`, `ms`, `s`, or what is counted), of whom it is counted,
 * and the outcome beyond it; remarks say why it is so, or how it is set.
 */
export type Words = readonly [name: string, unit: string, per: string, outcome: string, remarks?: string];

/** The limits of a table of values: each must be told of, so that none is forgotten. */
export function limitsOf<Name extends string>(
  values: { readonly [Each in Name]: number },
  words: { readonly [Each in Name]: Words },
): Limit[] {
  return (Object.keys(words) as Name[]).map((name) => ({ value: values[name], words: words[name] }));
}
