import type { NestExpressApplication } from '@nestjs/platform-express';
import { DocumentBuilder, SwaggerModule, type OpenAPIObject } from '@nestjs/swagger';
import { addProblems } from './problems.js';
import { componentSchemas } from '#api/schemas.js';

/** Serves the description of the API: to read at /docs, as OpenAPI at /api/openapi.json. */
export function describeApi(app: NestExpressApplication): void {
  const description = new DocumentBuilder()
    .setTitle('GridLeague')
    .setDescription(
      'Leagues of local energy markets. Errors are RFC 9457 problem documents. [Leaderboards](/), [guides](/guides), [API guide](/guides/api-guide).',
    )
    .setVersion('1')
    .addBearerAuth()
    .build();
  // Made once, at the start: it takes its time.
  const found = SwaggerModule.createDocument(app, description);
  addProblems(found);
  const document: OpenAPIObject = {
    ...found,
    components: { ...found.components, schemas: componentSchemas() },
  };
  SwaggerModule.setup('docs', app, () => document, { jsonDocumentUrl: 'api/openapi.json' });
}
