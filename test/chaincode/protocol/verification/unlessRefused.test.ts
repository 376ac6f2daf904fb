// SPDX-License-Identifier: Apache-2.0
import { RegistryError } from '../../../../chaincode/src/protocol/errors';
import { unlessRefused } from '../../../../chaincode/src/protocol/verification/unlessRefused';

describe('what an attacker sends', () => {
  const refused = ({ code }: RegistryError): string => code;

  it('is read, or refused', () => {
    expect(unlessRefused(() => 1, refused)).toBe(1);
    const read = (): number => {
      throw new RegistryError('INVALID_JSON');
    };
    expect(unlessRefused(read, refused)).toBe('INVALID_JSON');
  });

  it('does not hide a fault of ours', () => {
    const read = (): number => {
      throw new TypeError('ours');
    };
    expect(() => unlessRefused(read, refused)).toThrow('ours');
  });
});
