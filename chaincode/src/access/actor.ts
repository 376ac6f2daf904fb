// SPDX-License-Identifier: Apache-2.0
import { RegistryError } from '../protocol/errors';
import { isRole } from '../protocol/identifiers/roles';
import { isUscc } from '../protocol/identifiers/uscc';
import type { Person, Role } from '../protocol/schemas/records';
import type { Creator } from './creator';

const STAFF_NUMBER = /^[A-Za-z0-9-]{1,32}$/;
/** Those who file need not have a staff number; whoever decides does, because duties are told apart by it. */
const MAY_LACK_STAFF_NUMBER: readonly Role[] = ['applicant', 'agent'];

const deny = (reason: string): never => {
  throw new RegistryError('ACCESS_DENIED', { reason });
};

const staffNumberOf = (role: Role, { attributes }: Creator): string | undefined => {
  const staffNo = attributes.get('staffNo');
  if (staffNo === undefined) {
    return MAY_LACK_STAFF_NUMBER.includes(role) ? undefined : deny('the certificate has no staff number');
  }
  return STAFF_NUMBER.test(staffNo) ? staffNo : deny('the staff number has other characters');
};

const usccOf = (role: Role, { attributes }: Creator): string | undefined => {
  const uscc = attributes.get('uscc');
  if (uscc === undefined) {
    return role === 'applicant' ? undefined : deny('the certificate names no organization');
  }
  return isUscc(uscc) ? uscc : deny('the organization has a wrong USCC');
};

/**
 * The person who acts: role, staff number and organization come from the certificate, never from the request.
 *
 * @throws RegistryError ACCESS_DENIED where the certificate gives no role of the procedure
 */
export const actorOf = (creator: Creator): Person => {
  const role = creator.attributes.get('role');
  if (!isRole(role)) return deny('the certificate gives no role');
  const staffNo = staffNumberOf(role, creator);
  const uscc = usccOf(role, creator);
  return {
    mspId: creator.mspId,
    identityKey: creator.identityKey,
    role,
    ...(staffNo !== undefined && { staffNo }),
    ...(uscc !== undefined && { uscc }),
  };
};
