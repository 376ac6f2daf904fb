// SPDX-License-Identifier: Apache-2.0
import type { JsonObject, NamedDocument } from '@registry/chaincode/protocol';
import type { FieldProblem } from '../../http/gatewayError';
import { GatewayError } from '../../http/gatewayError';
import type { Caller } from '../../http/requestContext';
import type { HeldMaterial, Vault } from '../../vault/port';

export interface DocumentsDeps {
  readonly vault: Pick<Vault, 'findAll'>;
  /** Those of the documents that the caller may name. */
  readonly mayNameMaterials: (caller: Caller, docIds: readonly string[]) => Promise<ReadonlySet<string>>;
}

const unknownDocument = ({ path }: NamedDocument): FieldProblem => ({
  path,
  code: 'unknown_document',
  message: 'is not a document that you or your organization handed in here',
});

/**
 * Finds every document named; all that are missing or not the caller's are reported together, and alike.
 *
 * @throws GatewayError VALIDATION_FAILED
 */
export const findDocuments = async (
  { vault, mayNameMaterials }: DocumentsDeps,
  caller: Caller,
  named: readonly NamedDocument[],
): Promise<ReadonlyMap<string, HeldMaterial>> => {
  const allowed = await mayNameMaterials(
    caller,
    named.map((one) => one.docId),
  );
  const found = new Map((await vault.findAll([...allowed])).map((material) => [material.docId, material]));
  const problems = named.filter(({ docId }) => !found.has(docId)).map(unknownDocument);
  if (problems.length > 0) throw new GatewayError('VALIDATION_FAILED', {}, { problems });
  return found;
};

/** A material as it is filed, with its digests still in the clear. */
export const clearMaterial = (type: string, material: HeldMaterial): JsonObject => ({
  type,
  docId: material.docId,
  mime: material.mime,
  size: material.bytes,
  digests: { sha256: material.sha256, sm3: material.sm3, merkleRoot: material.merkleRoot },
  // Forms and letters are alike everywhere; only samples are compared.
  ...(type === 'SAMPLE' && material.sketch !== undefined && { sketch: material.sketch }),
});

/** The materials of a form as filed, in its order. */
export const clearMaterials = (
  materials: readonly { readonly type: string; readonly docId: string }[],
  found: ReadonlyMap<string, HeldMaterial>,
): JsonObject[] =>
  materials.flatMap(({ type, docId }) => {
    const material = found.get(docId);
    return material === undefined ? [] : [clearMaterial(type, material)];
  });
