import { applyDecorators } from '@nestjs/common';
import { ApiBody, ApiProduces, ApiQuery, ApiResponse } from '@nestjs/swagger';
import { z } from 'zod';
import { formatQuery, pageQuery } from '../problem/paging.js';
import { describedProblem } from './problems.js';
import { pageSchemaOf, refTo, type SchemaName } from '#api/schemas.js';

type Schema = Readonly<Record<string, unknown>>;

/** What a call answers when all goes well. */
export interface Answer {
  readonly description: string;
  /** default 200 */
  readonly status?: number;
  /** default: JSON, where there is a schema */
  readonly mediaTypes?: readonly string[];
  /** a named schema, a list of it, or one of its own */
  readonly schema?: SchemaName | { readonly listOf: SchemaName } | Schema;
  readonly example?: unknown;
  /** statuses of problems beyond those that follow from who may call it and what it takes */
  readonly problems?: readonly number[];
}

/** Describes the answers of a call in the OpenAPI document. */
export function Answers(answer: Answer): MethodDecorator {
  const { description, status = 200, schema, example, mediaTypes, problems = [] } = answer;
  const media = { ...(schema && { schema: schemaOf(schema) }), ...(example !== undefined && { example }) };
  const types = mediaTypes ?? (schema ? ['application/json'] : []);
  return applyDecorators(
    ApiResponse({
      ...{ status, description },
      ...(types.length > 0 && {
        content: Object.fromEntries(types.map((type) => [type, forType(type, media)])),
      }),
    }),
    ...problems.map((problem) => ApiResponse(describedProblem(problem))),
  );
}

/** A list in pages: declares `limit` and `cursor`. */
export function Paged(): MethodDecorator {
  return Asks(pageQuery);
}

/** JSON, or CSV with `?format=csv`. */
export function AlsoCsv(): MethodDecorator {
  return applyDecorators(Asks(formatQuery), ApiProduces('application/json', 'text/csv'));
}

/** The body of a call, in JSON. */
export function Takes(body: z.ZodType, { example, required = true }: BodyNote): MethodDecorator {
  return ApiBody({ required, schema: { ...inputSchema(body), example } });
}

export interface BodyNote {
  readonly example: unknown;
  /** default true */
  readonly required?: boolean;
}

/** What the query of a call may say. */
export function Asks(query: z.ZodObject): MethodDecorator {
  const { properties = {} } = inputSchema(query);
  const fields = Object.entries(properties as Record<string, Schema & { readonly description?: string }>);
  return applyDecorators(
    ...fields.map(([name, { description, ...schema }]) =>
      ApiQuery({ name, required: false, ...(description !== undefined && { description }), schema }),
    ),
  );
}

function inputSchema(schema: z.ZodType): Schema {
  return z.toJSONSchema(schema, { io: 'input', target: 'openapi-3.0' });
}

function schemaOf(schema: NonNullable<Answer['schema']>): Schema {
  if (typeof schema === 'string') return refTo(schema);
  return 'listOf' in schema ? pageSchemaOf(schema['listOf'] as SchemaName) : schema;
}

/** Other media than JSON are text or bytes, whatever the schema of the JSON is. */
function forType(type: string, media: { schema?: Schema; example?: unknown }): object {
  if (type === 'application/json') return media;
  if (type === 'application/gzip') return { schema: { type: 'string', format: 'binary' } };
  return { schema: { type: 'string' }, ...(media.schema ? {} : media) };
}
