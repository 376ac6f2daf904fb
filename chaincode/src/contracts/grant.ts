// SPDX-License-Identifier: Apache-2.0
import type { Context } from 'fabric-contract-api';
import { assertMayBeUnsigned, assertSigned, keysInForce } from '../domain/certificates/signed';
import { recordKey } from '../ledger/keys';
import { canonicalJson } from '../protocol/canonicalJson';
import type { JsonInput } from '../protocol/canonicalJson';
import { RegistryError } from '../protocol/errors';
import { batchCommands } from '../protocol/schemas/batch';
import type { BatchCommand, BatchGrantAnswer } from '../protocol/schemas/batch';
import { caseCommands } from '../protocol/schemas/commands';
import type { CaseCommand } from '../protocol/schemas/commands';
import type {
  CertificateRecord,
  CommandAnswer,
  GrantPreparation,
  InstitutionRecord,
} from '../protocol/schemas/records';
import { statementOf } from '../protocol/typedData/certificateStatement';
import { without } from '../protocol/without';
import { answerOf, takeStep } from './caseStep';
import { outcomeOf } from './partOutcome';
import { readPlace } from './place';
import { readRequest } from './request';
import { openCall, submitOnce } from './submission';
import type { Call } from './submission';

interface Granted {
  readonly answer: CommandAnswer;
  readonly certificate: CertificateRecord;
}

/** Signatures are made anew for each attempt, and do not make another request of it. */
const sameGrant = (command: { readonly signatures?: unknown }): JsonInput => without(command, ['signatures']);

const grantOne = async (command: CaseCommand<'grant'>, call: Call): Promise<Granted> => {
  const { record, certificate } = await takeStep('grant', command, call);
  if (certificate === undefined) throw new RegistryError('INTERNAL', { reason: 'a grant without a certificate' });
  return { answer: answerOf(record), certificate };
};

/** The grant has read it already. */
const readRegistry = async ({ ledger }: Call, { registry }: CertificateRecord): Promise<InstitutionRecord> => {
  const record = await ledger.get<InstitutionRecord>(recordKey('institution', registry.uscc));
  if (record === undefined)
    throw new RegistryError('NOT_FOUND', { recordType: 'institution', recordId: registry.uscc });
  return record;
};

const checkSignatures = async (call: Call, certificates: readonly CertificateRecord[]): Promise<void> => {
  for (const certificate of certificates) {
    const { signatures } = certificate;
    const registry = await readRegistry(call, certificate);
    if (signatures === undefined) assertMayBeUnsigned(certificate, registry);
    else assertSigned(certificate, signatures, { registry, place: await readPlace(call), now: call.now });
  }
};

/** Row 27, whose certificate is stored only with its registry's signatures. */
export const grant = (context: Context, request: string): Promise<string> =>
  submitOnce(
    context,
    { name: 'application:grant', schema: caseCommands.grant, request, sameness: sameGrant },
    async (command, call) => {
      const { answer, certificate } = await grantOne(command, call);
      await checkSignatures(call, [certificate]);
      return answer;
    },
  );

interface GrantedBatch extends BatchGrantAnswer {
  readonly certificates: readonly CertificateRecord[];
}

const grantEach = async (
  { idempotencyKey, caseIds, conflictsConsidered = {}, signatures = {} }: BatchCommand<'grantBatch'>,
  call: Call,
): Promise<GrantedBatch> => {
  const results: BatchGrantAnswer['results'][number][] = [];
  const certificates: CertificateRecord[] = [];
  for (const caseId of caseIds) {
    const [considered, signed] = [conflictsConsidered[caseId], signatures[caseId]];
    const added = { ...(considered && { conflictsConsidered: considered }), ...(signed && { signatures: signed }) };
    const outcome = await outcomeOf(call, (part) => grantOne({ idempotencyKey, caseId, ...added }, part));
    if ('answer' in outcome) certificates.push(outcome.answer.certificate);
    results.push({ caseId, ...('answer' in outcome ? { answer: outcome.answer.answer } : outcome) });
  }
  return { results, certificates };
};

/**
 * Grants up to 200 certificates in one transaction, which takes a run of serials. A signature that is wrong refuses them
 * all: the numbers of those behind it would be others.
 *
 * @returns a result for each case, in their order, as canonical JSON
 */
export const grantBatch = (context: Context, request: string): Promise<string> =>
  submitOnce(
    context,
    { name: 'application:grantBatch', schema: batchCommands.grantBatch, request, sameness: sameGrant },
    async (command, call) => {
      const { results, certificates } = await grantEach(command, call);
      await checkSignatures(call, certificates);
      return { results };
    },
  );

const preparationOf = async (call: Call, certificates: readonly CertificateRecord[]): Promise<string> => {
  const [first] = certificates;
  const keys = first && keysInForce(await readRegistry(call, first), call.now)?.version;
  const preparation: GrantPreparation = {
    place: await readPlace(call),
    ...(keys !== undefined && { keys }),
    statements: certificates.map((one) => ({ caseId: one.caseId, statement: statementOf(one) })),
  };
  return canonicalJson(preparation);
};

/** What is to be signed if the case were granted now. Nothing is written. */
export const prepareGrant = async (context: Context, request: string): Promise<string> => {
  const call = openCall(context);
  const { certificate } = await grantOne(readRequest(caseCommands.grant, request), call);
  return preparationOf(call, [certificate]);
};

/** As {@link prepareGrant}; those that would be refused now are left out. */
export const prepareGrantBatch = async (context: Context, request: string): Promise<string> => {
  const call = openCall(context);
  const { certificates } = await grantEach(readRequest(batchCommands.grantBatch, request), call);
  return preparationOf(call, certificates);
};
