// SPDX-License-Identifier: Apache-2.0
import { applyToCertificate } from '../domain/certificates/apply';
import type { CaseFacts } from '../domain/applications/facts';
import { nextSerial, yearMonthOf } from '../domain/numbering';
import { custodyPolicy } from '../ledger/endorsement';
import { recordKey, serialKey } from '../ledger/keys';
import type { EventDraft } from '../protocol/schemas/events';
import type { CertificateRecord } from '../protocol/schemas/records';
import { recordEvent } from './recordEvent';
import type { Call } from './submission';

const isIssue = (draft: EventDraft): draft is EventDraft<'certificateIssued'> => draft.type === 'certificateIssued';

/**
 * Puts a granted certificate and the serial that it took on the ledger, both in custody of their registry.
 *
 * @returns the certificate, if one was granted
 */
export const writeCertificate = (
  call: Call,
  drafts: readonly EventDraft[],
  facts: CaseFacts,
): CertificateRecord | undefined =>
  drafts.filter(isIssue).map((draft) => {
    const certificate = applyToCertificate(undefined, recordEvent(call, draft, undefined));
    const { uscc, mspId, registryCode } = certificate.registry;
    const policy = custodyPolicy(mspId, facts.institutions.get(uscc)?.endorsers ?? []);
    const last = nextSerial(facts.lastSerial);
    call.ledger.put(recordKey('certificate', certificate.number), certificate, policy);
    const isFirst = facts.lastSerial === 0;
    const serial = { kind: 'serial', last };
    call.ledger.put(serialKey(registryCode, yearMonthOf(call.now)), serial, isFirst ? policy : undefined);
    return certificate;
  })[0];
