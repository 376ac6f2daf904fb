// SPDX-License-Identifier: Apache-2.0
import type { Role } from '../../../../chaincode/src/protocol/schemas/records';
import { ROLES } from '../../../../chaincode/src/protocol/identifiers/roles';
import { sightOf } from '../../../../gateway/src/features/applications/visibility';
import type { Seen, Sight } from '../../../../gateway/src/features/applications/visibility';

const OWN = '91410100DEM0QY019R';
const OTHER = '91410105DEM0QY027W';
const KEY = 'ZhengzhouMSP:aa';

const seen = (changes: Partial<Seen> = {}): Seen => ({
  registryUscc: 'none',
  agencyUscc: null,
  state: 'SUBSTANTIVE_REVIEW',
  parties: [],
  ...changes,
});

/** How the viewer, whose organization is OWN and whose key is KEY, stands to the case. */
const RELATIONS = {
  'named as applicant or agent': seen({ parties: [`uscc:${OWN}`] }),
  'who submitted': seen({ parties: [`key:${KEY}`] }),
  'of the registry': seen({ registryUscc: OWN }),
  'of the agency at work': seen({ agencyUscc: OWN }),
  'of the agency whose work is done': seen({ agencyUscc: OWN, state: 'NOTICE' }),
  'with nothing to do with it': seen({ registryUscc: OTHER, agencyUscc: OTHER, parties: [`uscc:${OTHER}`] }),
} as const;

const PARTY: readonly Sight[] = ['FULL', 'FULL', 'NONE', 'NONE', 'NONE', 'NONE'];
const STAFF: readonly Sight[] = ['LEDGER', 'LEDGER', 'FULL', 'LEDGER', 'LEDGER', 'LEDGER'];
const NOBODY: readonly Sight[] = ['NONE', 'NONE', 'NONE', 'NONE', 'NONE', 'NONE'];

/** Domain section 4, "Who sees what": a column for each relation above. */
const MATRIX: Readonly<Record<Role, readonly Sight[]>> = {
  applicant: PARTY,
  agent: PARTY,
  acceptance: STAFF,
  reviewer: STAFF,
  decider: STAFF,
  agency: ['NONE', 'NONE', 'NONE', 'FULL', 'LEDGER', 'NONE'],
  supervisor: ['LEDGER', 'LEDGER', 'LEDGER', 'LEDGER', 'LEDGER', 'LEDGER'],
  judicial: NOBODY,
  clock: NOBODY,
};

const cells = ROLES.flatMap((role) =>
  Object.entries(RELATIONS).map(([relation, one], index) => ({ role, relation, one, sight: MATRIX[role][index]! })),
);

describe('who sees what of a case', () => {
  it.each(cells)('$role $relation: $sight', ({ role, one, sight }) => {
    expect(sightOf({ role, uscc: OWN, identityKey: KEY }, one)).toBe(sight);
  });

  it.each(ROLES.filter((role) => role !== 'supervisor'))('%s without an organization is of none', (role) => {
    const nameless = seen({ registryUscc: '', agencyUscc: null, parties: ['uscc:undefined', 'uscc:'] });
    expect(sightOf({ role, identityKey: KEY }, nameless)).not.toBe('FULL');
  });
});
