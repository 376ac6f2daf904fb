// SPDX-License-Identifier: Apache-2.0
import { partyOfKey, partyOfUscc } from '@registry/chaincode/protocol';
import type { Role } from '@registry/chaincode/protocol';
import { sql } from 'kysely';
import type { RawBuilder } from 'kysely';
import type { Caller } from '../../http/requestContext';

/** `FULL`: with the sealed values opened. `LEDGER`: with commitments in their place. */
export type Sight = 'FULL' | 'LEDGER';
export type Viewer = Pick<Caller, 'role' | 'uscc' | 'identityKey'>;

const namesOf = ({ uscc, identityKey }: Viewer): string[] => [
  partyOfKey(identityKey),
  ...(uscc === undefined ? [] : [partyOfUscc(uscc)]),
];

type Condition = (viewer: Viewer) => RawBuilder<boolean>;

const isParty: Condition = (viewer) =>
  sql`exists (select 1 from case_parties p where p.case_id = o.case_id and p.party = any(${namesOf(viewer)}))`;
const isObjector: Condition = (viewer) =>
  sql`(o.objector_key = any(${namesOf(viewer)}) or o.objector_uscc = any(${namesOf(viewer)}))`;
const isEither: Condition = (viewer) => sql`(${isObjector(viewer)} or ${isParty(viewer)})`;
const ofRegistry: Condition = ({ uscc }) => (uscc === undefined ? sql`false` : sql`o.registry_uscc = ${uscc}`);
const all: Condition = () => sql`true`;
const none: Condition = () => sql`false`;

/**
 * Which objections of `objections o` a role sees (domain 4, "Who sees what"): an objector the own ones, the parties and
 * the registry those of their cases. Nobody else learns that there is one, but for its count in the notice.
 */
const SEEN: Readonly<Record<Role, Condition>> = {
  applicant: isEither,
  agent: isParty,
  acceptance: ofRegistry,
  reviewer: ofRegistry,
  decider: ofRegistry,
  agency: none,
  supervisor: all,
  judicial: none,
  clock: none,
};
export const isSeenSql: Condition = (viewer) => SEEN[viewer.role](viewer);

/** Private parts are the supervisor's by reason only. */
export const sightOf = ({ role }: Viewer): Sight => (role === 'supervisor' ? 'LEDGER' : 'FULL');
