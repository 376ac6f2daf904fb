// SPDX-License-Identifier: Apache-2.0
import type { JsonInput } from '../../protocol/canonicalJson';
import type { CaseCommand } from '../../protocol/schemas/commands';
import type { Filing, MaterialFiling } from '../../protocol/schemas/filing';
import { withValueAt } from './pointer';

export interface Amendment {
  readonly materials: readonly MaterialFiling[];
  readonly fields: CaseCommand<'supplyCorrection'>['fields'];
}

/** Supplied materials take the place of all earlier ones of their type. */
const amendedMaterials = (filing: Filing, supplied: readonly MaterialFiling[]): MaterialFiling[] => {
  const types = new Set(supplied.map((material) => material.type));
  return [...filing.materials.filter((material) => !types.has(material.type)), ...supplied];
};

/**
 * The filing with a correction worked in. Whether it still is a filing, the caller must check: the values are as the
 * applicant sent them.
 */
export const amendFiling = (filing: Filing, { materials, fields }: Amendment): JsonInput =>
  fields.reduce<JsonInput>((amended, { path, value }) => withValueAt(amended, path, value) ?? amended, {
    ...filing,
    materials: amendedMaterials(filing, materials),
  });
