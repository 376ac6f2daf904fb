// SPDX-License-Identifier: Apache-2.0
import { sql } from 'kysely';
import type { RawBuilder } from 'kysely';
import { partyOfKey, partyOfUscc, workNamesOf } from '@registry/chaincode/protocol';
import type { Role } from '@registry/chaincode/protocol';
import type { Caller } from '../../http/requestContext';

/**
 * What a caller sees of a case (domain 4, "Who sees what"). `FULL`: with the sealed values opened. `LEDGER`: what every
 * member of the ledger holds, with commitments where values are sealed. `NONE`: not even that the case exists.
 */
export type Sight = 'FULL' | 'LEDGER' | 'NONE';

/** Of a case, what decides who sees it. */
export interface Seen {
  readonly registryUscc: string;
  readonly agencyUscc: string | null;
  readonly state: string;
  readonly parties: readonly string[];
}

export type Viewer = Pick<Caller, 'role' | 'uscc' | 'identityKey'>;

/** An agency sees its case while it examines it, not for ever. */
const AGENCY_STATES = ['SUBSTANTIVE_REVIEW', 'SUPPLEMENT'];

/** The names under which a caller may be a party of a case. */
export const partiesOfViewer = ({ uscc, identityKey }: Viewer): string[] => [
  partyOfKey(identityKey),
  ...(uscc === undefined ? [] : [partyOfUscc(uscc)]),
];

const partySight = (viewer: Viewer, seen: Seen): Sight =>
  partiesOfViewer(viewer).some((party) => seen.parties.includes(party)) ? 'FULL' : 'NONE';

const staffSight = ({ uscc }: Viewer, { registryUscc }: Seen): Sight => (uscc === registryUscc ? 'FULL' : 'LEDGER');

const agencySight = ({ uscc }: Viewer, { agencyUscc, state }: Seen): Sight => {
  if (uscc === undefined || uscc !== agencyUscc) return 'NONE';
  return AGENCY_STATES.includes(state) ? 'FULL' : 'LEDGER';
};

const ledgerSight = (): Sight => 'LEDGER';
const noSight = (): Sight => 'NONE';

const SIGHTS: Readonly<Record<Role, (viewer: Viewer, seen: Seen) => Sight>> = {
  applicant: partySight,
  agent: partySight,
  acceptance: staffSight,
  reviewer: staffSight,
  decider: staffSight,
  agency: agencySight,
  // Private parts by reason only, which is a later step.
  supervisor: ledgerSight,
  // By inquiry only, with case number and purpose, which is a later step.
  judicial: noSight,
  clock: noSight,
};

/** Denied unless the table says otherwise. */
export const sightOf = (viewer: Viewer, seen: Seen): Sight => SIGHTS[viewer.role](viewer, seen);

const isParty = (viewer: Viewer): RawBuilder<boolean> =>
  sql`c.case_id in (select p.case_id from case_parties p where p.party = any(${partiesOfViewer(viewer)}))`;

type Condition = (viewer: Viewer & Pick<Caller, 'staffNo'>) => RawBuilder<boolean>;

const all: Condition = () => sql`true`;
const none: Condition = () => sql`false`;
const ofAgency: Condition = ({ uscc }) => (uscc === undefined ? sql`false` : sql`c.agency_uscc = ${uscc}`);
const ofRegistry: Condition = ({ uscc }) => (uscc === undefined ? sql`false` : sql`c.registry_uscc = ${uscc}`);
const ofReviewer: Condition = (viewer) => sql`(${ofRegistry(viewer)} and c.reviewer_staff_no = ${viewer.staffNo})`;

/** The rule of {@link sightOf} for a list: which cases of `cases c` a role sees at all. */
const SEEN: Readonly<Record<Role, Condition>> = {
  applicant: isParty,
  agent: isParty,
  acceptance: all,
  reviewer: all,
  decider: all,
  agency: ofAgency,
  supervisor: all,
  judicial: none,
  clock: none,
};

/** Which cases are somebody's own work: as a party, as the reviewer named, as the registry or agency in charge. */
const MINE: Readonly<Record<Role, Condition>> = {
  applicant: isParty,
  agent: isParty,
  acceptance: ofRegistry,
  reviewer: ofReviewer,
  decider: ofRegistry,
  agency: ofAgency,
  supervisor: none,
  judicial: none,
  clock: none,
};

export const isSeenSql: Condition = (viewer) => SEEN[viewer.role](viewer);
export const isMineSql: Condition = (viewer) => MINE[viewer.role](viewer);

/**
 * Which cases wait for the caller, of `case_workers w`. Almost everybody works under one name, and then the list is in
 * the order of an index.
 */
export const isAwaitingSql: Condition = (viewer) => {
  const [name, ...others] = workNamesOf(viewer);
  if (name === undefined) return sql`false`;
  return others.length === 0 ? sql`w.worker = ${name}` : sql`w.worker = any(${[name, ...others]})`;
};
