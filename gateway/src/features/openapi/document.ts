// SPDX-License-Identifier: Apache-2.0
import { commandForms } from '@registry/chaincode/protocol';
import { OpenApiGeneratorV31, OpenAPIRegistry } from '@asteasolutions/zod-to-openapi';
import type { ResponseConfig, RouteConfig } from '@asteasolutions/zod-to-openapi';
import { z } from 'zod';
import { SESSION_COOKIE } from '../../http/authenticate';
import type { Answer, Body, Operation } from '../../routing/operation';
import { DESCRIPTIONS, describeProperties } from './descriptions';
import { problemSchema, STATUS_WORDS } from '../../http/problemSchema';

export type OpenApiDocument = ReturnType<OpenApiGeneratorV31['generateDocument']>;

const idempotencyHeader = z.object({
  'Idempotency-Key': z
    .string()
    .regex(/^[A-Za-z0-9._:-]{8,128}$/)
    .meta({
      description: 'Repeat a request with the same key and body and you get the first answer; another body is refused.',
      example: '3f0e6c1a-8d0b-4a53-9a55-2f6f1c1f4b7e',
    }),
});

const versionHeader = z.object({
  'If-Match': z
    .string()
    .regex(/^"[1-9][0-9]{0,8}"$/)
    .meta({ description: 'The `ETag` of the version that you have seen; another one is refused.', example: '"3"' }),
});

const headersOf = ({ writes, revises }: Operation): z.ZodObject | undefined => {
  if (writes === true && revises === true) return idempotencyHeader.extend(versionHeader.shape);
  if (writes === true) return idempotencyHeader;
  return revises === true ? versionHeader : undefined;
};

/** A value of any kind is recursive, so it must have a name. */
const nameJson = (): void => {
  const value = commandForms.supplyCorrection.shape.fields.unwrap().element.shape.value;
  // The generator reads a name only from here: `id` counts for schemas that it extended itself.
  if (!z.globalRegistry.has(value)) z.globalRegistry.add(value, { _internal: { refId: 'JsonValue' } });
};

const answerOf = ({ description, schema, contentType = 'application/json', example }: Answer): ResponseConfig =>
  schema === undefined
    ? { description }
    : { description, content: { [contentType]: { schema, ...(example === undefined ? {} : { example }) } } };

const problemAnswer = (status: number): ResponseConfig => ({
  description: STATUS_WORDS[status] ?? 'A refusal',
  content: { 'application/problem+json': { schema: problemSchema } },
});

const refusalsOf = ({ access, writes, revises, refusals = [] }: Operation): number[] => {
  const always = [400, 429, 500];
  const ofSession = access === 'session' ? [401] : [];
  const ofWriting = writes === true ? [202] : [];
  const ofRevising = revises === true ? [412, 428] : [];
  return [...new Set([...refusals, ...ofSession, ...ofWriting, ...ofRevising, ...always])].sort((a, b) => a - b);
};

const responsesOf = (operation: Operation): RouteConfig['responses'] => ({
  ...Object.fromEntries(Object.entries(operation.answers).map(([status, answer]) => [status, answerOf(answer)])),
  ...Object.fromEntries(refusalsOf(operation).map((status) => [String(status), problemAnswer(status)])),
});

type RequestBody = NonNullable<NonNullable<RouteConfig['request']>['body']>;

const bodyOf = ({ schema, contentType = 'application/json', example, instead = {} }: Body): RequestBody => ({
  required: true,
  content: {
    [contentType]: { schema, ...(example === undefined ? {} : { example }) },
    ...Object.fromEntries(Object.entries(instead).map(([type, other]) => [type, { schema: other }])),
  },
});

const requestOf = (operation: Operation): NonNullable<RouteConfig['request']> => {
  const { params, query, body } = operation;
  const headers = headersOf(operation);
  return {
    ...(params === undefined ? {} : { params }),
    ...(query === undefined ? {} : { query }),
    ...(headers === undefined ? {} : { headers }),
    ...(body === undefined ? {} : { body: bodyOf(body) }),
  };
};

const routeOf = (operation: Operation): RouteConfig => {
  const { operationId, method, path, tag, summary, description, access } = operation;
  return {
    operationId,
    method,
    path,
    tags: [tag],
    summary,
    ...(description === undefined ? {} : { description }),
    security: access === 'public' ? [] : [{ bearer: [] }, { cookie: [] }],
    request: requestOf(operation),
    responses: responsesOf(operation),
  };
};

const without = ({ shape }: z.ZodObject, name: string): z.ZodObject =>
  z.object(Object.fromEntries(Object.entries(shape).filter(([key]) => key !== name)));

/** An operation whose last parameter is a word is described once for each word, with the body that goes with it. */
const spread = (operation: Operation): readonly Operation[] => {
  const { variants, path, params, operationId } = operation;
  if (variants === undefined) return [operation];
  const parameter = /\{([A-Za-z]+)\}$/.exec(path)?.[1] ?? '';
  return Object.entries(variants).map(([word, { summary, ...body }]) => ({
    ...operation,
    operationId: `${operationId}_${word}`,
    path: path.replace(`{${parameter}}`, word),
    summary,
    body,
    ...(params === undefined ? {} : { params: without(params, parameter) }),
  }));
};

const newRegistry = (operations: readonly Operation[]): OpenAPIRegistry => {
  const registry = new OpenAPIRegistry();
  registry.registerComponent('securitySchemes', 'bearer', { type: 'http', scheme: 'bearer' });
  registry.registerComponent('securitySchemes', 'cookie', { type: 'apiKey', in: 'cookie', name: SESSION_COOKIE });
  for (const operation of operations.flatMap(spread)) registry.registerPath(routeOf(operation));
  return registry;
};

const describeParameters = (document: OpenApiDocument): void => {
  for (const item of Object.values(document.paths ?? {})) {
    for (const { parameters = [] } of Object.values(item) as { parameters?: Record<string, unknown>[] }[]) {
      for (const parameter of parameters) parameter['description'] ??= DESCRIPTIONS[String(parameter['name'])];
    }
  }
};

/**
 * The description of the whole API (OpenAPI 3.1), made from the same schemas that check the requests.
 *
 * @param operations - every operation that is routed
 */
export const newDocument = (operations: readonly Operation[]): OpenApiDocument => {
  nameJson();
  const generator = new OpenApiGeneratorV31(newRegistry(operations).definitions);
  const document = generator.generateDocument({
    openapi: '3.1.0',
    info: {
      title: 'Data-product registration ledger 数据产品登记账本',
      version: '1.0.0',
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
      description:
        'File a data product, follow the procedure, check a certificate. Instants are ISO 8601 in UTC; civil days are ' +
        'days in Asia/Shanghai. Unknown fields and parameters are refused.',
    },
    servers: [{ url: '/api/v1' }],
  });
  describeProperties(document);
  describeParameters(document);
  return document;
};
