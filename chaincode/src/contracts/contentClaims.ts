// SPDX-License-Identifier: Apache-2.0
import { mayLead, NO_CLAIMS } from '../domain/claims/standing';
import type { OtherClaim, StandingClaims } from '../domain/claims/standing';
import { contentKey, recordKey } from '../ledger/keys';
import type { CaseRecord, CertificateRecord } from '../protocol/schemas/records';
import type { Call } from './submission';

/**
 * Which cases claim a content: found by its key, since no query is checked again when a transaction is committed. The
 * list only says where to look; what a case claims, and whether it still does, its own record says.
 */
interface ContentEntry {
  readonly kind: 'content';
  readonly caseIds: readonly string[];
  /** More cases have claimed the content than the list keeps. */
  readonly hasMore?: true;
}

/** So that nobody makes the filing of data that others have filed too dear by filing them over and over. */
export const MAX_CLAIMS = 20;

const readOther = async ({ ledger }: Call, caseId: string): Promise<OtherClaim[]> => {
  const record = await ledger.get<CaseRecord>(recordKey('case', caseId));
  if (record === undefined) return [];
  const { certificateNumber } = record;
  if (certificateNumber === undefined) return [{ record }];
  const certificate = await ledger.get<CertificateRecord>(recordKey('certificate', certificateNumber));
  return [{ record, ...(certificate !== undefined && { certificate }) }];
};

const readEntry = ({ ledger }: Call, sha256Root: string): Promise<ContentEntry | undefined> =>
  ledger.get<ContentEntry>(contentKey(sha256Root));

/** The cases, other than the one given, that claim a content. */
export const readClaims = async (call: Call, sha256Root: string, caseId?: string): Promise<StandingClaims> => {
  const entry = await readEntry(call, sha256Root);
  if (entry === undefined) return NO_CLAIMS;
  const ids = entry.caseIds.filter((one) => one !== caseId);
  const others = (await Promise.all(ids.map((one) => readOther(call, one)))).flat();
  return {
    others: others.filter(({ record }) => mayLead(record, sha256Root)),
    isComplete: entry.hasMore !== true,
  };
};

/** Puts a case among those that claim its content, in place of those that no longer can. */
export const recordClaim = async (call: Call, { caseId, filing }: CaseRecord): Promise<void> => {
  const { sha256Root } = filing.product.content;
  const entry = await readEntry(call, sha256Root);
  if (entry?.caseIds.includes(caseId) === true) return;
  const { others } = await readClaims(call, sha256Root, caseId);
  const standing = others.map(({ record }) => record.caseId);
  const isFull = standing.length >= MAX_CLAIMS;
  // Once it is full and says so, nothing is written: a content claimed by many is no key that all of them must change.
  if (isFull && entry?.hasMore === true) return;
  const hasMore = isFull || entry?.hasMore === true;
  const caseIds = isFull ? standing : [...standing, caseId];
  call.ledger.put(contentKey(sha256Root), { kind: 'content', caseIds, ...(hasMore && { hasMore }) });
};
