// SPDX-License-Identifier: Apache-2.0
import type { z } from 'zod';
import { parseInstant } from '../../protocol/civilTime';
import { RegistryError } from '../../protocol/errors';
import type {
  certificateKeyCommands,
  CertificateKeys,
  CertificateKeySet,
} from '../../protocol/schemas/certificateKeys';
import type { DomainEvent, EventDraft } from '../../protocol/schemas/events';
import type { FoundingRecord, InstitutionRecord } from '../../protocol/schemas/records';
import { unusableKeys } from '../../protocol/typedData/verifySignatures';
import { assertInOrder, footprint } from '../approvals';
import type { SupervisionFacts } from '../approvals';
import { demand } from '../demand';

type Command<N extends keyof typeof certificateKeyCommands> = z.infer<(typeof certificateKeyCommands)[N]>;
type Parts = readonly (keyof CertificateKeys)[];

export interface KeyFacts extends SupervisionFacts {
  readonly founding: FoundingRecord;
  /** Whose keys they are: a registry's for its certificates, the supervisor's for its trust lists. */
  readonly record: InstitutionRecord | undefined;
}

const signerIn = ({ record, now, founding }: KeyFacts, uscc: string): InstitutionRecord => {
  if (record === undefined || (record.institution.institutionKind !== 'REGISTRY' && uscc !== founding.uscc)) {
    throw new RegistryError('NOT_FOUND', { recordType: 'institution', recordId: uscc });
  }
  assertInOrder(record, now);
  return record;
};

/** The gateway of a registry makes its keys, and its decider answers for them. */
const isOfRegistry = ({ actor }: KeyFacts, uscc: string): boolean =>
  (actor.role === 'clock' || actor.role === 'decider') && actor.uscc === uscc;

const isSupervisor = ({ actor, founding }: KeyFacts): boolean =>
  actor.role === 'supervisor' && actor.mspId === founding.mspId && actor.uscc === founding.uscc;

const mayPut = (facts: KeyFacts, uscc: string): boolean =>
  isOfRegistry(facts, uscc) || (uscc === facts.founding.uscc && isSupervisor(facts));

const onSigner = ({
  institution,
}: InstitutionRecord): Pick<EventDraft, 'recordType' | 'recordId' | 'authorityBasis'> => ({
  recordType: 'institution',
  recordId: institution.uscc,
  authorityBasis: institution.accreditation.number,
});

/** A key that comes back could have been stolen while it was out of use. */
const usedBefore = ({ certificateKeys = [] }: InstitutionRecord, keys: CertificateKeys): Parts =>
  (Object.keys(keys) as Parts).filter((name) => certificateKeys.some((set) => set.keys[name] === keys[name]));

/** @throws RegistryError ACCESS_DENIED, NOT_FOUND, TIME_BEFORE_LAST_EVENT, KEYS_NOT_USABLE */
export const decidePutKeys = (
  { uscc, keys }: Command<'putKeys'>,
  facts: KeyFacts,
): EventDraft<'institutionKeysPut'> => {
  demand(mayPut(facts, uscc), 'ACCESS_DENIED', { role: facts.actor.role });
  const record = signerIn(facts, uscc);
  const unusable = unusableKeys(keys);
  const used = usedBefore(record, keys);
  demand(unusable.length + used.length === 0, 'KEYS_NOT_USABLE', { unusable, used });
  const version = (record.certificateKeys ?? []).length + 1;
  return { type: 'institutionKeysPut', data: { version, keys }, ...onSigner(record) };
};

/** @throws RegistryError COMPROMISE_TIME */
const assertCompromise = (
  { reasonCode, compromisedSince }: Command<'revokeKeys'>,
  { validFrom }: CertificateKeySet,
  now: number,
): void => {
  if (compromisedSince === undefined) return;
  const isInLife = compromisedSince >= validFrom && parseInstant(compromisedSince) <= now;
  demand(reasonCode === 'KR-COMPROMISED' && isInLife, 'COMPROMISE_TIME', { validFrom });
};

/** @throws RegistryError ACCESS_DENIED, NOT_FOUND, TIME_BEFORE_LAST_EVENT, KEYS_NOT_IN_FORCE, COMPROMISE_TIME */
export const decideRevokeKeys = (
  command: Command<'revokeKeys'>,
  facts: KeyFacts,
): EventDraft<'institutionKeysRevoked'> => {
  const { uscc, version, reasonCode, compromisedSince } = command;
  demand(isOfRegistry(facts, uscc) || isSupervisor(facts), 'ACCESS_DENIED', { role: facts.actor.role });
  const record = signerIn(facts, uscc);
  const set = record.certificateKeys?.[version - 1];
  if (set === undefined || set.revokedAt !== undefined)
    throw new RegistryError('KEYS_NOT_IN_FORCE', { given: version });
  assertCompromise(command, set, facts.now);
  const data = { version, reasonCode, ...(compromisedSince !== undefined && { compromisedSince }) };
  return { type: 'institutionKeysRevoked', data, reasonCode, ...onSigner(record) };
};

type KeyEvent = DomainEvent<'institutionKeysPut' | 'institutionKeysRevoked'>;
type KeySets = NonNullable<InstitutionRecord['certificateKeys']>;

/** Those before end where the new one begins; a revocation changes one. */
const changed = (sets: KeySets, event: KeyEvent): KeySets => {
  if (event.type === 'institutionKeysRevoked') {
    const { version, ...why } = event.data;
    return sets.map((set) => (set.version === version ? { ...set, revokedAt: event.txTime, ...why } : set));
  }
  const ended = sets.map((set) => ({ ...set, validUntil: set.validUntil ?? event.txTime }));
  return [...ended, { ...event.data, validFrom: event.txTime }];
};

/** The registry as an event about its keys leaves it. */
export const applyKeys = (record: InstitutionRecord | undefined, event: KeyEvent): InstitutionRecord => {
  demand(record !== undefined, 'NOT_FOUND', { recordType: event.recordType, recordId: event.recordId });
  return { ...record, certificateKeys: changed(record.certificateKeys ?? [], event), ...footprint(event) };
};
