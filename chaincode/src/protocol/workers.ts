// SPDX-License-Identifier: Apache-2.0
import { partyOfKey, partyOfUscc } from './parties';
import type { Role } from './schemas/person';

/** Somebody who may have work to do in a case. */
interface Worker {
  readonly role: Role;
  readonly uscc?: string | undefined;
  readonly staffNo?: string | undefined;
  readonly identityKey: string;
}

/** Anybody of an institution who has the role; or the one person of that staff number. */
export const workerOf = (uscc: string, role: Role, staffNo?: string): string =>
  [uscc, role, ...(staffNo === undefined ? [] : [staffNo])].join('/');

/** A party by USCC where it has one, by key otherwise: never by both, so that nobody finds a case twice. */
const partyNames = ({ uscc, identityKey }: Worker): string[] => [
  uscc === undefined ? partyOfKey(identityKey) : partyOfUscc(uscc),
];

/**
 * The names under which a person's work is written down: as a party, or as staff of an institution. Any officer or
 * decider may go on, but only the reviewer named; of an agency anybody, until one of its experts has declared to be
 * independent.
 */
export const workNamesOf = (worker: Worker): string[] => {
  const { role, uscc, staffNo } = worker;
  if (role === 'applicant' || role === 'agent') return partyNames(worker);
  if (uscc === undefined) return [];
  const own = staffNo === undefined ? [] : [workerOf(uscc, role, staffNo)];
  return role === 'reviewer' ? own : [workerOf(uscc, role), ...(role === 'agency' ? own : [])];
};
