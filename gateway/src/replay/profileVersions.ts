// SPDX-License-Identifier: Apache-2.0
import type { CaseRecord, DomainEvent, RuleProfile } from '@registry/chaincode/protocol';
import type { Kysely } from 'kysely';
import type { Tables } from '../database/tables';

/** A version of a rule profile, as its events tell of it. */
export interface ProfileVersion {
  readonly profile: RuleProfile;
  readonly hash: string;
  readonly proposedAt: string;
  /** Absent while it waits for its approval. */
  readonly approvedAt?: string;
}

type ProfileEvent = DomainEvent<'profileProposed' | 'profileApproved'>;

const isApproval = (event: ProfileEvent): event is DomainEvent<'profileApproved'> => event.type === 'profileApproved';

/** What was proposed before and has been replaced is no version. */
const versionsAfter = (versions: readonly ProfileVersion[], event: ProfileEvent): readonly ProfileVersion[] => {
  const { txTime, data } = event;
  if (!isApproval(event)) {
    const { profile, hash } = event.data;
    return [...versions.filter(({ approvedAt }) => approvedAt !== undefined), { profile, hash, proposedAt: txTime }];
  }
  return versions.map((one) => (one.hash === data.hash ? { ...one, approvedAt: txTime } : one));
};

/** The versions of a profile, the first one first: those that were ever in force, and one that waits for its approval. */
export const readProfileVersions = async (
  database: Kysely<Tables>,
  profileId: string,
): Promise<readonly ProfileVersion[]> => {
  const rows = await database
    .selectFrom('events')
    .select('event')
    .where('record_type', '=', 'profile')
    .where('record_id', '=', profileId)
    .orderBy('event_seq')
    .execute();
  return rows.map(({ event }) => event as ProfileEvent).reduce<readonly ProfileVersion[]>(versionsAfter, []);
};

/** The rules that a case began under, which need not be those in force now. */
export const readProfileOf = async (
  database: Kysely<Tables>,
  { profile: { profileId, hash } }: Pick<CaseRecord, 'profile'>,
): Promise<RuleProfile | undefined> => {
  const versions = await readProfileVersions(database, profileId);
  return versions.find((one) => one.hash === hash)?.profile;
};
