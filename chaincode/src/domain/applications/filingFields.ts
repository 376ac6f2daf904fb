// SPDX-License-Identifier: Apache-2.0
import { z } from 'zod';
import { filing } from '../../protocol/schemas/filing';
import { sealed } from '../../protocol/schemas/primitives';

type Schema = z.core.$ZodType;

/** What a schema is once "may be absent" and "one of several" are taken off. */
const alternatives = (schema: Schema): Schema[] => {
  if (schema instanceof z.ZodOptional) return alternatives(schema.unwrap());
  return schema instanceof z.ZodUnion ? schema.options.flatMap(alternatives) : [schema];
};

/** A sealed value is one value: what stands inside it is nobody's field. */
const members = (schema: Schema, step: string): Schema[] => {
  if (schema === sealed) return [];
  if (schema instanceof z.ZodArray) return /^\d+$/.test(step) ? alternatives(schema.element) : [];
  const shape: Readonly<Record<string, Schema>> = schema instanceof z.ZodObject ? schema.shape : {};
  const member = Object.hasOwn(shape, step) ? shape[step] : undefined;
  return member === undefined ? [] : alternatives(member);
};

/** Whether a JSON pointer names something that a filing may have, whether or not it has it now. */
export const isFilingField = (pointer: string): boolean =>
  pointer
    .split('/')
    .slice(1)
    .reduce<Schema[]>((found, step) => found.flatMap((schema) => members(schema, step)), [filing]).length > 0;
