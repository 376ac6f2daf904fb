// SPDX-License-Identifier: Apache-2.0
import type { CertificateRecord, DomainEvent } from '@registry/chaincode/protocol';
import { applyToCertificate } from '@registry/chaincode/replay';
import type { CertificateEvent } from '@registry/chaincode/replay';
import type { Kysely } from 'kysely';
import type { Tables } from '../../database/tables';
import { replayCase } from '../../replay/replayCase';
import { readCertificate } from './read';
import type { CertificateSource } from './view';

const readEvents = async (
  database: Kysely<Tables>,
  { caseId, at }: { readonly caseId: string; readonly at: string },
): Promise<{ readonly event: DomainEvent; readonly transaction_id: string; readonly block_number: number }[]> =>
  database
    .selectFrom('events')
    .select(['event', 'transaction_id', 'block_number'])
    .where('case_id', '=', caseId)
    .where('tx_time', '<=', at)
    .orderBy('block_number')
    .orderBy('tx_index')
    .orderBy('event_index')
    .execute();

/**
 * A certificate as its events up to a moment leave it.
 *
 * @param at - ISO instant in UTC
 * @returns undefined where there was no such certificate then
 */
export const readCertificateAt = async (
  database: Kysely<Tables>,
  number: string,
  at: string,
): Promise<CertificateSource | undefined> => {
  const now = await readCertificate(database, number);
  if (now === undefined) return undefined;
  const rows = await readEvents(database, { caseId: now.record.caseId, at });
  const own = rows.filter(({ event }) => event.recordType === 'certificate' && event.recordId === number);
  const record = own.reduce<CertificateRecord | undefined>(
    (before, { event }) => applyToCertificate(before, event as CertificateEvent),
    undefined,
  );
  const caseRecord = replayCase(rows.map(({ event }) => event)).at(-1)?.after;
  return record && caseRecord && { ...now, record, caseRecord };
};
