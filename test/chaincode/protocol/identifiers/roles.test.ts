// SPDX-License-Identifier: Apache-2.0
import { isRole, ROLES } from '../../../../chaincode/src/protocol/identifiers/roles';

describe('roles', () => {
  it.each(ROLES)('%s is one', (role) => {
    expect(isRole(role)).toBe(true);
  });

  it.each([['Decider'], ['decider '], [''], ['admin'], ['length'], [undefined], [null], [0], [['decider']]])(
    '%j is none',
    (value) => {
      expect(isRole(value)).toBe(false);
    },
  );
});
