// SPDX-License-Identifier: Apache-2.0

/** A JSON schema as it stands in the API's description. */
export interface JsonSchema {
  readonly type?: string | readonly string[];
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly required?: readonly string[];
  readonly items?: JsonSchema;
  readonly anyOf?: readonly JsonSchema[];
  readonly oneOf?: readonly JsonSchema[];
  readonly allOf?: readonly JsonSchema[];
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly pattern?: string;
  readonly $ref?: string;
}

/** One place in a body at which something can stand. */
export interface Field {
  /** JSON pointer; the first item stands for every item of a list. */
  readonly pointer: string;
  readonly schema: JsonSchema;
  readonly isRequired: boolean;
  /** Under a choice of several forms, of which a problem may name the whole. */
  readonly isInChoice: boolean;
}

const alternatives = (schema: JsonSchema): readonly JsonSchema[] => [
  ...(schema.anyOf ?? []),
  ...(schema.oneOf ?? []),
  ...(schema.allOf ?? []),
];

const membersOf = (schema: JsonSchema, pointer: string): Field[] =>
  Object.entries(schema.properties ?? {}).flatMap(([name, property]) => {
    const at = `${pointer}/${name}`;
    const isRequired = schema.required?.includes(name) === true;
    return [{ pointer: at, schema: property, isRequired, isInChoice: false }, ...fieldsOf(property, at)];
  });

const itemsOf = ({ items }: JsonSchema, pointer: string): Field[] => {
  if (items === undefined) return [];
  const at = `${pointer}/0`;
  return [{ pointer: at, schema: items, isRequired: false, isInChoice: false }, ...fieldsOf(items, at)];
};

/**
 * Every field of a schema, nested ones and those of a list's items too; of a choice, those of each alternative. A value
 * of any kind has no fields.
 */
export const fieldsOf = (schema: JsonSchema, pointer = ''): readonly Field[] => {
  const ofChoice = alternatives(schema)
    .flatMap((one) => fieldsOf(one, pointer))
    .map((field) => ({ ...field, isInChoice: true, isRequired: false }));
  const fields = [...membersOf(schema, pointer), ...itemsOf(schema, pointer), ...ofChoice];
  return [...new Map(fields.map((field) => [field.pointer, field])).values()];
};

/** Whether anything that is JSON may stand there: the one schema that names itself. */
export const takesAnything = ({ schema }: Field): boolean => schema.$ref !== undefined;

/** Whether a field is a list. */
export const isList = ({ schema }: Field): boolean => schema.items !== undefined;

/** Whether a field is an object with fields of its own. */
export const isObject = ({ schema }: Field): boolean => schema.properties !== undefined;

/** The types of which a value may be there. */
export const typesOf = (schema: JsonSchema): readonly string[] => [
  ...(schema.type === undefined ? [] : [schema.type].flat()),
  ...alternatives(schema).flatMap(typesOf),
  ...(schema.const === undefined ? [] : [typeof schema.const]),
];
