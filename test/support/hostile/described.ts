// SPDX-License-Identifier: Apache-2.0
import { fieldsOf } from './schemaFields';
import type { Field, JsonSchema } from './schemaFields';

/** One operation as the running gateway describes it. */
export interface Described {
  readonly operationId: string;
  readonly method: string;
  /** Below /api/v1, with parameters in braces. */
  readonly path: string;
  readonly isPublic: boolean;
  readonly needsKey: boolean;
  readonly needsVersion: boolean;
  /** Of a JSON body: every field, and the example. */
  readonly body?: { readonly fields: readonly Field[]; readonly example: unknown };
}

interface JsonBody {
  readonly schema: JsonSchema;
  readonly example?: unknown;
}

interface Operation {
  readonly operationId: string;
  readonly security: readonly unknown[];
  readonly parameters?: readonly { readonly in: string; readonly name: string }[];
  readonly requestBody?: { readonly content: Readonly<Record<string, JsonBody>> };
}

const asDescribed = (path: string, method: string, operation: Operation): Described => {
  const { operationId, security, parameters = [], requestBody } = operation;
  const headers = parameters.filter((one) => one.in === 'header').map(({ name }) => name);
  const json = requestBody?.content['application/json'];
  return {
    ...{ operationId, method: method.toUpperCase(), path, isPublic: security.length === 0 },
    needsKey: headers.includes('Idempotency-Key'),
    needsVersion: headers.includes('If-Match'),
    ...(json && { body: { fields: fieldsOf(json.schema), example: json.example } }),
  };
};

/** Every operation of a gateway, from the description that it serves of itself. */
export const readDescription = async (baseUrl: string): Promise<readonly Described[]> => {
  const answer = await fetch(`${baseUrl}/api/v1/openapi.json`);
  const { paths } = (await answer.json()) as { paths: Record<string, Record<string, Operation>> };
  return Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => asDescribed(path, method, operation)),
  );
};

/** An address of the description with names in the places of its parameters; undefined where one has no name. */
export const addressIn = (path: string, names: Readonly<Record<string, string | undefined>>): string | undefined => {
  const wanted = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name!);
  if (wanted.some((name) => names[name] === undefined)) return undefined;
  return path.replaceAll(/\{(\w+)\}/g, (_, name: string) => names[name]!);
};
