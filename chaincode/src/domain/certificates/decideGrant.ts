// SPDX-License-Identifier: Apache-2.0
import { certificateDigestOf } from '../../protocol/certificateDigest';
import { shanghaiDate } from '../../protocol/civilTime';
import type { EventDraft } from '../../protocol/schemas/events';
import { without } from '../../protocol/without';
import { caseEvent } from '../applications/caseEvent';
import type { Decide } from '../applications/facts';
import { demand } from '../demand';
import { institutionInForce } from '../institutions/inForce';
import { validity } from '../legalTime/validity';
import { certificateNumberOf, nextSerial } from '../numbering';
import { certificateContent, lastDaysOf } from './content';

/** Row 27: attestation. The certificate is a record of its own from here on, and stands as long as its rights do. */
export const decideGrant: Decide<'grant'> = ({ record, facts, row }) => {
  const { uscc, registryCode } = record.registry;
  const registry = institutionInForce(facts.institutions.get(uscc), {
    uscc,
    kind: 'REGISTRY',
    day: shanghaiDate(facts.now),
  });
  const valid = validity(facts.now, facts.profile.profile.validity, lastDaysOf(record.filing));
  demand(facts.now < valid.validUntil, 'VALIDITY_OVER', { validTo: valid.validTo });
  const number = certificateNumberOf(registryCode, facts.now, nextSerial(facts.lastSerial));
  const content = certificateContent(record, { number, registry, validity: valid, facts });
  const granted = caseEvent({ caseId: record.caseId, row, facts }, 'certificateGranted', { number });
  const issued: EventDraft<'certificateIssued'> = {
    ...without(granted, ['state']),
    type: 'certificateIssued',
    data: { content, recordDigest: certificateDigestOf(content) },
    recordType: 'certificate',
    recordId: number,
  };
  return [granted, issued];
};
