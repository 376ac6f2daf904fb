// SPDX-License-Identifier: Apache-2.0
import { applyToCertificate } from '../domain/certificates/apply';
import type { CertificateEvent } from '../domain/certificates/apply';
import { decideRestore, decideRevoke, decideSuspend } from '../domain/certificates/decideStatus';
import type { StatusFacts } from '../domain/certificates/decideStatus';
import { recordKey } from '../ledger/keys';
import type { CertificateAnswer, CertificateCommand } from '../protocol/schemas/certificateStatus';
import type { EventDraft } from '../protocol/schemas/events';
import type { CertificateRecord } from '../protocol/schemas/records';
import { recordEvent } from './recordEvent';
import type { Call } from './submission';
import { readSupervision } from './supervision';

const readFacts = async (call: Call, number: string): Promise<StatusFacts> => ({
  ...(await readSupervision(call)),
  record: await call.ledger.get<CertificateRecord>(recordKey('certificate', number)),
});

/** The certificate stays in the custody of its registry, whose peer endorses what the supervisor decides. */
const record = (
  call: Call,
  draft: EventDraft<Exclude<CertificateEvent['type'], 'certificateIssued'>>,
  { record: before }: StatusFacts,
): CertificateAnswer => {
  const after = applyToCertificate(before, recordEvent(call, draft, before));
  call.ledger.put(recordKey('certificate', after.number), after);
  const { number, status, eventSeq, lastEventHash } = after;
  return { number, status, eventSeq, eventHash: lastEventHash };
};

export const suspend = async (command: CertificateCommand<'suspend'>, call: Call): Promise<CertificateAnswer> => {
  const facts = await readFacts(call, command.number);
  return record(call, decideSuspend(command, facts), facts);
};

export const restore = async (command: CertificateCommand<'restore'>, call: Call): Promise<CertificateAnswer> => {
  const facts = await readFacts(call, command.number);
  return record(call, decideRestore(command, facts), facts);
};

export const revoke = async (command: CertificateCommand<'revoke'>, call: Call): Promise<CertificateAnswer> => {
  const facts = await readFacts(call, command.number);
  return record(call, decideRevoke(command, facts), facts);
};
