// SPDX-License-Identifier: Apache-2.0
import type { DecideFacts } from '../domain/recognitions/decide';
import { localConflicts } from '../domain/recognitions/checks';
import type { SourceFacts } from '../domain/recognitions/checks';
import type { RequestFacts } from '../domain/recognitions/decideRequest';
import type { VerifyFacts } from '../domain/recognitions/decideVerify';
import type { RecognitionFacts } from '../domain/recognitions/event';
import { yearMonthOf } from '../domain/numbering';
import { recognitionSerialKey, recognizedKey, recordKey, supersededProfileKey } from '../ledger/keys';
import { RegistryError } from '../protocol/errors';
import type { RecordType } from '../protocol/schemas/events';
import type { RecognitionCommand, RecognitionRecord } from '../protocol/schemas/recognition';
import type {
  CaseRecord,
  CertificateRecord,
  InstitutionRecord,
  LedgerRecord,
  ProfileRecord,
  SupersededProfile,
} from '../protocol/schemas/records';
import { checkMandate } from './caseFacts';
import { readClaims } from './contentClaims';
import { readPlace } from './place';
import type { Call } from './submission';

/** What says which recognition of a certificate a registry was asked for last: no query is checked again at commit. */
export type RecognizedEntry = {
  readonly kind: 'recognized';
  readonly recognitionNo: string;
};

interface Serial {
  readonly last: number;
}

const read = <T extends LedgerRecord>({ ledger }: Call, type: RecordType, id: string): Promise<T | undefined> =>
  ledger.get<T>(recordKey(type, id));

export const readRecognition = (call: Call, recognitionNo: string): Promise<RecognitionRecord | undefined> =>
  read<RecognitionRecord>(call, 'recognition', recognitionNo);

/** What each step on a recognition knows. */
export const readStepFacts = async (call: Call, recognitionNo: string): Promise<RecognitionFacts> => {
  await checkMandate(call);
  const record = await readRecognition(call, recognitionNo);
  const registry = record && (await read<InstitutionRecord>(call, 'institution', record.registry.uscc));
  return { actor: call.actor, now: call.now, record, registry };
};

/** @throws RegistryError NOT_FOUND */
export const readCertificate = async (call: Call, number: string): Promise<CertificateRecord> => {
  const certificate = await read<CertificateRecord>(call, 'certificate', number);
  if (certificate === undefined) throw new RegistryError('NOT_FOUND', { recordType: 'certificate', recordId: number });
  return certificate;
};

const readLast = async (call: Call, number: string, registry: string): Promise<RecognitionRecord | undefined> => {
  const entry = await call.ledger.get<RecognizedEntry>(recognizedKey(number, registry));
  return entry && readRecognition(call, entry.recognitionNo);
};

export const readRequestFacts = async (
  call: Call,
  { number, registry: uscc }: RecognitionCommand<'request'>,
): Promise<RequestFacts> => {
  const certificate = await read<CertificateRecord>(call, 'certificate', number);
  const { actor, now, txId } = call;
  return {
    ...{ actor, now, txId, certificate, record: undefined },
    sourceCase: certificate && (await read<CaseRecord>(call, 'case', certificate.caseId)),
    registry: await read<InstitutionRecord>(call, 'institution', uscc),
    last: await readLast(call, number, uscc),
  };
};

const readSource = async (call: Call, { source }: RecognitionRecord): Promise<SourceFacts> => ({
  certificate: await readCertificate(call, source.number),
  issuer: await read<InstitutionRecord>(call, 'institution', source.registry.uscc),
  place: await readPlace(call),
  now: call.now,
});

/** @throws RegistryError NOT_FOUND */
const found = ({ record }: RecognitionFacts, recognitionNo: string): RecognitionRecord => {
  if (record === undefined)
    throw new RegistryError('NOT_FOUND', { recordType: 'recognition', recordId: recognitionNo });
  return record;
};

const readProfileAsOf = async (
  call: Call,
  { profileId, hash }: RecognitionRecord['source']['profile'],
): Promise<VerifyFacts['sourceProfile']> => {
  const inForce = await read<ProfileRecord>(call, 'profile', profileId);
  return inForce?.hash === hash ? inForce : call.ledger.get<SupersededProfile>(supersededProfileKey(profileId, hash));
};

export const readVerifyFacts = async (
  call: Call,
  { recognitionNo, profileId }: RecognitionCommand<'verify'>,
): Promise<VerifyFacts> => {
  const step = await readStepFacts(call, recognitionNo);
  const record = found(step, recognitionNo);
  return {
    ...step,
    ...(await readSource(call, record)),
    sourceProfile: await readProfileAsOf(call, record.source.profile),
    ownProfile: await read<ProfileRecord>(call, 'profile', profileId),
  };
};

const readConflicts = async (call: Call, certificate: CertificateRecord, registry: string): Promise<string[]> => {
  const { caseId, content } = certificate;
  const claims = await readClaims(call, content.sha256Root, caseId);
  const sourceCase = await read<CaseRecord>(call, 'case', caseId);
  if (sourceCase === undefined) throw new RegistryError('NOT_FOUND', { recordType: 'case', recordId: caseId });
  return localConflicts(sourceCase, claims, { registry, now: call.now });
};

export const readDecideFacts = async (
  call: Call,
  { recognitionNo }: RecognitionCommand<'decide'>,
): Promise<DecideFacts> => {
  const step = await readStepFacts(call, recognitionNo);
  const { registry, ...record } = found(step, recognitionNo);
  const source = await readSource(call, { registry, ...record });
  const serial = await call.ledger.get<Serial>(recognitionSerialKey(registry.registryCode, yearMonthOf(call.now)));
  return {
    ...step,
    ...source,
    conflicts: await readConflicts(call, source.certificate, registry.uscc),
    lastSerial: serial?.last ?? 0,
  };
};
