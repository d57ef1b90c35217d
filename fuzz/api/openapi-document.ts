/** What the fuzzer reads of an OpenAPI document. */
export interface OpenApiDocument {
  readonly paths: Readonly<Record<string, Readonly<Record<string, DescribedOperation>>>>;
}

export interface DescribedOperation {
  readonly parameters?: readonly { readonly name: string; readonly in: string }[];
  readonly requestBody?: {
    readonly content: Readonly<Record<string, { readonly schema?: { readonly example?: unknown } }>>;
  };
  readonly responses: Readonly<Record<string, unknown>>;
}

/** A call of the API. */
export interface Operation {
  readonly method: string;
  readonly path: string;
  readonly ids: readonly string[];
  readonly queries: readonly string[];
  readonly mediaTypes: readonly string[];
  readonly example: unknown;
  /** statuses it may answer with, beyond `default` */
  readonly statuses: ReadonlySet<number>;
}

export function operationsOf({ paths }: OpenApiDocument): Operation[] {
  return Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, { parameters = [], requestBody, responses }]): Operation => {
      const content = Object.entries(requestBody?.content ?? {});
      const named = (place: string): string[] =>
        parameters.filter((one) => one.in === place).map(({ name }) => name);
      return {
        ...{ method: method.toUpperCase(), path, ids: named('path'), queries: named('query') },
        mediaTypes: content.map(([type]) => type),
        example: content[0]?.[1].schema?.example,
        statuses: new Set(Object.keys(responses).map(Number).filter(Number.isInteger)),
      };
    }),
  );
}
