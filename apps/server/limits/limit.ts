/** What somebody may have, send or use at most (at least, where it says so). */
export interface Limit {
  /** what is bounded */
  readonly name: string;
  readonly value: number;
  /** of the value: `bytes`, `MB`, `ms`, `s`, or what is counted */
  readonly unit: string;
  /** each of which has as much: a call, a seat, an address */
  readonly per: string;
  /** what becomes of whoever goes beyond */
  readonly outcome: string;
  /** where that says more than the name */
  readonly why?: string;
  /** how it is set, and between which values */
  readonly set?: string;
}

/** All that is said of a limit beside its value. */
export type Told = Omit<Limit, 'value'>;

/** The limits of a table of values: each must be told of, so that none is forgotten. */
export function limitsOf<Name extends string>(
  values: { readonly [Each in Name]: number },
  told: { readonly [Each in Name]: Told },
): Limit[] {
  return (Object.keys(told) as Name[]).map((name) => ({ ...told[name], value: values[name] }));
}
