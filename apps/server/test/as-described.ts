import type { OpenAPIObject } from '@nestjs/swagger';
import type { z } from 'zod';
import { schemas, type SchemaName } from '#api/schemas.js';

/** A schema as the description writes it: of a document by its name, of a list of them, or of a page of a list. */
interface Described {
  readonly $ref?: string;
  readonly items?: Described;
  readonly properties?: Readonly<Record<string, Described>>;
}

interface Operation {
  readonly responses: Readonly<
    Record<string, { readonly content?: Readonly<Record<string, { readonly schema?: Described }>> }>
  >;
}

/** An answer of the API as JSON. */
export interface JsonAnswer {
  readonly method: string;
  readonly path: string;
  readonly status: number;
  readonly body: unknown;
}

/** Where an answer is otherwise than the API is described; nothing may be missing in it, and nothing more be there. */
export function complaints(description: OpenAPIObject, answer: JsonAnswer): readonly string[] {
  const { method, path, status, body } = answer;
  const operation = operationOf(description, method, path.split('?')[0]!);
  // Where there is no call, there is a problem all the same.
  const schema =
    status >= 400
      ? { $ref: '#/components/schemas/Problem' }
      : operation?.responses[status]?.content?.['application/json']?.schema;
  return schema ? issues(schema, body) : [`no answer ${status} is described`];
}

function operationOf({ paths }: OpenAPIObject, method: string, path: string): Operation | undefined {
  const parts = path.split('/');
  const fits = (template: string): boolean => {
    const named = template.split('/');
    return (
      named.length === parts.length && named.every((part, i) => part.startsWith('{') || part === parts[i])
    );
  };
  const found = Object.keys(paths).find(fits);
  return found === undefined
    ? undefined
    : (paths[found] as Readonly<Record<string, Operation>>)[method.toLowerCase()];
}

function issues({ $ref, items, properties }: Described, value: unknown): string[] {
  if ($ref !== undefined) {
    const schema: z.ZodType = schemas[$ref.split('/').at(-1) as SchemaName];
    const found = schema.safeParse(value).error?.issues ?? [];
    return found.map(({ path, message }) => `${path.map(String).join('.')}: ${message}`);
  }
  if (items) return (value as readonly unknown[]).flatMap((entry) => issues(items, entry));
  const page = value as Readonly<Record<string, unknown>>;
  if (Object.keys(page).sort().join() !== 'items,next') return ['is no page of a list'];
  return issues(properties!['items']!, page.items);
}
