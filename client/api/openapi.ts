import swagger from '@fastify/swagger';
import type { FastifyInstance } from 'fastify';
import { jsonSchemaTransform, jsonSchemaTransformObject } from 'fastify-type-provider-zod';
import { PRODUCT_VERSION } from '../product-version.ts';

/** What the form of an upload holds, for the document alone: its file is read as it comes, and checked by its own bytes. */
export type DocumentedForm = { readonly form: Readonly<Record<string, string>> };

const formSchema = (fields: Readonly<Record<string, string>>) => ({
  type: 'object',
  required: ['file'],
  properties: { ...Object.fromEntries(Object.entries(fields).map(([name, description]) => [name, { type: 'string', description }])), file: { type: 'string', format: 'binary' } },
});

const describe: typeof jsonSchemaTransform = (given) => {
  const made = jsonSchemaTransform(given);
  const { form } = (given.route.config ?? {}) as Partial<DocumentedForm>;
  return form === undefined ? made : { ...made, schema: { ...made.schema, body: formSchema(form) } };
};

/** The document that describes every route, made out of the very schemas that requests and answers are checked against. */
export const addOpenApi = async (app: FastifyInstance): Promise<void> => {
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: { title: '回头看 Huitoukan', version: PRODUCT_VERSION, description: '巡视巡察反馈问题整改跟踪 / follow-up of inspection findings' },
      components: {
        securitySchemes: {
          session: { type: 'apiKey', in: 'cookie', name: 'huitoukan.session_token' },
          token: { type: 'http', scheme: 'bearer' },
        },
      },
      security: [{ session: [] }, { token: [] }],
    },
    transform: describe,
    transformObject: jsonSchemaTransformObject,
  });
};
