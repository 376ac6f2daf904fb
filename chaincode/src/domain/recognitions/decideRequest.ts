// SPDX-License-Identifier: Apache-2.0
import { RegistryError } from '../../protocol/errors';
import type { EventDraft } from '../../protocol/schemas/events';
import type { RecognitionCommand, RecognitionRecord, RecognitionSource } from '../../protocol/schemas/recognition';
import type { CaseRecord, CertificateRecord } from '../../protocol/schemas/records';
import { demand } from '../demand';
import { recognitionNoOf } from '../numbering';
import { isParty } from '../relation';
import { onRecognition, recognizingRegistry } from './event';
import type { RecognitionFacts } from './event';

export interface RequestFacts extends RecognitionFacts {
  readonly txId: string;
  readonly certificate: CertificateRecord | undefined;
  /** The case from which the certificate came. */
  readonly sourceCase: CaseRecord | undefined;
  /** The recognition of the certificate that was asked of the registry last. */
  readonly last: RecognitionRecord | undefined;
}

const sourceOf = (certificate: CertificateRecord): RecognitionSource => {
  const { number, version, registry, profile, recordDigest, validTo, validUntil } = certificate;
  return {
    ...{ number, version, recordDigest, validTo, validUntil },
    registry: { uscc: registry.uscc, name: registry.name },
    profile: { profileId: profile.profileId, hash: profile.hash },
  };
};

/** The certificate, if it is the actor's; for a stranger it is as if there were none. */
const ownCertificate = (number: string, { actor, certificate, sourceCase }: RequestFacts): CertificateRecord => {
  const isOwn = certificate !== undefined && sourceCase !== undefined && isParty(sourceCase, actor);
  if (!isOwn) throw new RegistryError('ACCESS_DENIED', { number });
  return certificate;
};

const CLOSED: readonly RecognitionRecord['state'][] = ['REFUSED', 'ENDED'];

/** One at a time: a refusal that is being appealed against is not over either. */
const assertNoneOpen = ({ last }: RequestFacts): void => {
  const isOpen = last !== undefined && (!CLOSED.includes(last.state) || last.reopened === true);
  demand(!isOpen, 'RECOGNITION_ALREADY_ASKED', { recognitionNo: last?.recognitionNo, state: last?.state });
};

/**
 * Row 42: the holder of a certificate asks another registry to recognize it.
 *
 * @throws RegistryError ACCESS_DENIED, INSTITUTION_NOT_IN_FORCE, RECOGNITION_NOT_OFFERED, RECOGNITION_ALREADY_ASKED
 */
export const decideRequest = (
  { number, registry: uscc, purposes, until }: RecognitionCommand<'request'>,
  facts: RequestFacts,
): EventDraft<'recognitionRequested'> => {
  const certificate = ownCertificate(number, facts);
  const registry = recognizingRegistry(facts, uscc);
  demand(certificate.registry.uscc !== uscc, 'RECOGNITION_NOT_OFFERED', { registry: uscc, reason: 'ISSUED_HERE' });
  assertNoneOpen(facts);
  const { name, registryCode, mspId, regionCodes } = registry;
  const data = {
    registry: { uscc, name, registryCode, mspId, regionCodes },
    source: sourceOf(certificate),
    purposes,
    ...(until !== undefined && { until }),
  };
  const { role } = facts.actor;
  return { type: 'recognitionRequested', data, ...onRecognition(recognitionNoOf(registryCode, facts), role) };
};
