// SPDX-License-Identifier: Apache-2.0
import { commandSealedPaths } from '@registry/chaincode/protocol';
import type { CommandForm, JsonObject, JsonValue, ObjectionStep } from '@registry/chaincode/protocol';
import type { HeldMaterial } from '../../vault/port';
import type { NamedDocument } from './deps';

type WithEvidence = CommandForm<'raiseObjection' | 'replyToObjection'>;

const evidenceOf = (name: ObjectionStep, form: unknown): readonly string[] =>
  name === 'raiseObjection' || name === 'replyToObjection' ? (form as WithEvidence).evidence : [];

/** Every document that a form about an objection names. */
export const documentsOfStep = (name: ObjectionStep, form: unknown): NamedDocument[] =>
  evidenceOf(name, form).map((docId, index) => ({ path: `/evidence/${index}`, docId }));

const clearEvidence = ({ docId, mime, bytes, sha256, sm3, merkleRoot }: HeldMaterial): JsonObject => ({
  docId,
  mime,
  size: bytes,
  digests: { sha256, sm3, merkleRoot },
});

/**
 * A command about an objection as the ledger takes it, but in the clear, with the pointers of what to seal.
 *
 * @param place - the case, with its notice or its objection
 * @param found - the documents of {@link documentsOfStep}
 */
export const clearStep = (
  { name, form }: { readonly name: ObjectionStep; readonly form: unknown },
  place: JsonObject,
  found: ReadonlyMap<string, HeldMaterial>,
): { readonly form: JsonObject; readonly pointers: readonly string[] } => {
  const evidence = evidenceOf(name, form).flatMap((docId) => found.get(docId) ?? []);
  const hasEvidence = name === 'raiseObjection' || name === 'replyToObjection';
  const paths = commandSealedPaths[name] as (form: unknown) => string[];
  return {
    form: {
      ...(form as Record<string, JsonValue>),
      ...place,
      ...(hasEvidence && { evidence: evidence.map(clearEvidence) }),
    },
    pointers: [...paths(form), ...evidence.map((_, index) => `/evidence/${index}/digests`)],
  };
};
