// SPDX-License-Identifier: Apache-2.0
import { certificateDigestOf } from '../../protocol/certificateDigest';
import { shanghaiDate } from '../../protocol/civilTime';
import type { CaseCommand } from '../../protocol/schemas/commands';
import type { EventData } from '../../protocol/schemas/eventData';
import type { EventDraft } from '../../protocol/schemas/events';
import type { CaseRecord } from '../../protocol/schemas/records';
import { without } from '../../protocol/without';
import { caseEvent } from '../applications/caseEvent';
import type { CaseFacts, Decide } from '../applications/facts';
import { assertUpstreamInForce } from '../applications/upstreamRules';
import { checkClaims } from '../claims/flags';
import { demand } from '../demand';
import { institutionInForce } from '../institutions/inForce';
import { validity } from '../legalTime/validity';
import { certificateNumberOf, nextSerial } from '../numbering';
import { certificateContent, endsOf } from './content';

/**
 * What has been registered in the same content in the meantime. A contradiction bars nothing by itself, but a decider who
 * grants against it says that it was looked at.
 */
const consideredClaims = (
  record: CaseRecord,
  { conflictsConsidered }: CaseCommand<'grant'>,
  facts: CaseFacts,
): Omit<EventData['certificateGranted'], 'number'> => {
  const claims = checkClaims(record, facts.claims, facts.now);
  const conflicts = (claims?.flags ?? []).filter(({ grade }) => grade === 'CONFLICT').map(({ caseId }) => caseId);
  const open = conflicts.filter((caseId) => conflictsConsidered?.includes(caseId) !== true);
  demand(open.length === 0, 'CONFLICT_NOT_CONSIDERED', { cases: [...new Set(open)] });
  return {
    ...(claims !== undefined && { claims }),
    ...(conflictsConsidered !== undefined && { conflictsConsidered }),
  };
};

/** Row 27: attestation. The certificate is a record of its own from here on, and stands as long as its rights do. */
export const decideGrant: Decide<'grant'> = ({ record, command, facts, row }) => {
  const { uscc, registryCode } = record.registry;
  const registry = institutionInForce(facts.institutions.get(uscc), {
    uscc,
    kind: 'REGISTRY',
    day: shanghaiDate(facts.now),
  });
  assertUpstreamInForce(record.filing, facts);
  const compared = consideredClaims(record, command, facts);
  const valid = validity(facts.now, facts.profile.profile.validity, endsOf(record.filing, facts.upstream));
  demand(facts.now < valid.validUntil, 'VALIDITY_OVER', {
    validTo: valid.validTo,
    boundedBy: valid.boundedBy,
  });
  const number = certificateNumberOf(registryCode, facts.now, nextSerial(facts.lastSerial));
  const content = certificateContent(record, { number, registry, validity: valid, facts });
  const granted = caseEvent({ caseId: record.caseId, row, facts }, 'certificateGranted', { number, ...compared });
  const issued: EventDraft<'certificateIssued'> = {
    ...without(granted, ['state']),
    type: 'certificateIssued',
    data: {
      content,
      recordDigest: certificateDigestOf(content),
      ...(command.signatures !== undefined && { signatures: command.signatures }),
    },
    recordType: 'certificate',
    recordId: number,
  };
  return [granted, issued];
};
