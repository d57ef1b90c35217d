/** A text that may be long, in few letters. */
export interface Recipe {
  readonly text: string;
  readonly times: number;
  readonly tail: string;
}

export function cooked({ text, times, tail }: Recipe): string {
  return text.repeat(times) + tail;
}

export const tokens = ['none', 'garbage', 'team', 'admin'] as const;
export type TokenKind = (typeof tokens)[number];

/** One call. Ids that differ from server to server are `$names`. */
export interface ApiRequest {
  readonly method: string;
  /** as the OpenAPI document writes it */
  readonly path: string;
  /** by the names in the path */
  readonly ids: Readonly<Record<string, string>>;
  readonly query: readonly (readonly [string, Recipe])[];
  readonly token: TokenKind;
  readonly type: string | null;
  readonly body: Recipe | null;
}

/** Calls that are made at the same time. */
export interface ApiCase {
  readonly requests: readonly ApiRequest[];
}
