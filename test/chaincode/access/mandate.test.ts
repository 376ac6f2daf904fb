// SPDX-License-Identifier: Apache-2.0
import { assertMandate, mandatorOf } from '../../../chaincode/src/access/mandate';
import { ROLES } from '../../../chaincode/src/protocol/identifiers/roles';
import { institutionNamed, institutionRecord } from '../../support/cases';
import { GUIYANG, ZHENGZHOU } from '../../support/filing';
import { PEOPLE } from '../../support/people';
import { codeOf, refusalOf } from '../../support/refusal';

const AGENCY = PEOPLE.agency.uscc!;
const SUPERVISOR = PEOPLE.supervisor.uscc!;
const COURT = PEOPLE.judicial.uscc!;
const recordOf = (uscc: string): ReturnType<typeof institutionRecord> => institutionRecord(institutionNamed(uscc));

/** The one kind of institution for which each role may act; none for those who act for themselves. */
const INSTITUTIONS = {
  applicant: undefined,
  agent: undefined,
  acceptance: ZHENGZHOU,
  reviewer: ZHENGZHOU,
  decider: ZHENGZHOU,
  clock: ZHENGZHOU,
  agency: AGENCY,
  supervisor: SUPERVISOR,
  judicial: COURT,
} as const;

describe('the mandate of a role', () => {
  it.each(ROLES)('of %s comes from its own kind of institution only', (role) => {
    const actor = { ...PEOPLE.decider, role };
    for (const uscc of [ZHENGZHOU, AGENCY, SUPERVISOR, COURT]) {
      const record = recordOf(uscc);
      const work = (): string =>
        codeOf(() => {
          assertMandate({ ...actor, mspId: record.institution.mspId }, record);
          throw new Error('admitted');
        });
      const isDenied = INSTITUTIONS[role] !== undefined && INSTITUTIONS[role] !== uscc;
      if (isDenied) expect(work()).toBe('ACCESS_DENIED');
      else expect(work).toThrow('admitted');
    }
  });

  it('needs the institution that the certificate names', () => {
    expect(mandatorOf(PEOPLE.decider)).toBe(ZHENGZHOU);
    expect(mandatorOf(PEOPLE.applicant)).toBeUndefined();
    expect(mandatorOf(PEOPLE.agent)).toBeUndefined();
  });

  it.each([
    ['is not on the ledger', undefined, 'the institution is not on the ledger'],
    ['belongs to another membership', recordOf(GUIYANG), 'the institution is in another membership'],
    [
      'is only proposed',
      institutionRecord(institutionNamed(ZHENGZHOU), { approval: 'PROPOSED' }),
      'the institution may not act now',
    ],
    [
      'is suspended',
      institutionRecord(institutionNamed(ZHENGZHOU), { status: 'SUSPENDED' }),
      'the institution may not act now',
    ],
  ])('is none where the institution %s', (_, record, reason) => {
    const refusal = refusalOf(() => {
      assertMandate(PEOPLE.decider, record);
    });
    expect(refusal.details).toEqual({ role: 'decider', reason });
  });
});
