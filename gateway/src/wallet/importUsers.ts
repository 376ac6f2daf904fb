// SPDX-License-Identifier: Apache-2.0
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import type { Insertable } from 'kysely';
import type { Database } from '../database/openDatabase';
import { identityKeyOf, newLedgerIdentity, readKeyPair } from '../ledger/identity';
import type { Keyring } from '../vault/keyring';
import { hashPassword, newPassword } from './password';
import type { UsersTable } from './tables';
import { displayName, organizationNamed, type Topology, type TopologyUser } from './topology';
import { writeUserFile, type IssuedPassword } from './userFile';

export interface ImportOptions {
  readonly database: Database;
  readonly keyring: Keyring;
  readonly topology: Topology;
  /** Whose gateway this is. */
  readonly organization: string;
  /** The consortium's MSP folders; only read. */
  readonly identitiesDir: string;
  /** Where the issued passwords go. */
  readonly userFile: string;
}

/** A service works without logging in. */
const isService = ({ role }: TopologyUser): boolean => role === 'clock';

interface NewUser {
  readonly row: Insertable<UsersTable>;
  readonly issued?: IssuedPassword;
}

async function newUser(options: ImportOptions, user: TopologyUser): Promise<NewUser> {
  const organization = organizationNamed(options.topology, user.org);
  const pair = readKeyPair(join(options.identitiesDir, user.org, 'users', user.name), organization.mspId);
  // Refuses a key that is not the certificate's, before it is stored.
  newLedgerIdentity(pair);
  const user_id = randomUUID();
  const password = isService(user) ? undefined : newPassword();
  const row = {
    user_id,
    username: user.name,
    display_name: displayName(organization, user),
    role: user.role,
    organization: user.org,
    msp_id: organization.mspId,
    staff_no: user.staffNo,
    uscc: user.uscc,
    identity_key: identityKeyOf(pair),
    certificate: pair.certificate,
    private_key: options.keyring.encrypt('private-key', user_id, Buffer.from(pair.privateKey)),
    password_hash: password === undefined ? null : await hashPassword(password),
  };
  const { name: username, role, org } = user;
  return password === undefined ? { row } : { row, issued: { username, password, role, organization: org } };
}

/**
 * At the first start, takes the people of the topology who work at this gateway into the wallet, each with a random
 * password. The file with the passwords is written before the rows, so that no person is left without one.
 *
 * @returns the path of the file with the passwords, or undefined where the wallet has people already
 * @throws IdentityUnusable where a person's MSP folder cannot be used
 */
export async function importUsers(options: ImportOptions): Promise<string | undefined> {
  const known = await options.database.selectFrom('users').select('user_id').limit(1).execute();
  if (known.length > 0) return undefined;
  const here = options.topology.users.filter((user) => user.gateways.includes(options.organization));
  const users = await Promise.all(here.map((user) => newUser(options, user)));
  if (users.length === 0) return undefined;
  const issued = users.flatMap((user) => (user.issued ? [user.issued] : []));
  writeUserFile(options.userFile, issued);
  await options.database
    .insertInto('users')
    .values(users.map(({ row }) => row))
    .execute();
  return options.userFile;
}
