// SPDX-License-Identifier: Apache-2.0
import { materialFiling } from '../../../../chaincode/src/protocol/schemas/filing';
import { sketch } from '../../../../chaincode/src/protocol/schemas/sketch';
import { aMaterial } from '../../../support/filing';

const tokens = (count: number): string => 'AbC-_019'.repeat(count);
const whole = { keyId: 'AAAAAAAA', rows: tokens(32), chunks: tokens(6), schema: tokens(4) };

describe('a sketch on the ledger', () => {
  it.each([
    ['of a table', whole],
    ['of a file without rows', { ...whole, rows: '', chunks: tokens(38) }],
    ['of nothing that could be read', { ...whole, rows: '', chunks: '', schema: '' }],
  ])('is taken with a material: %s', (_, value) => {
    expect(materialFiling.safeParse({ ...aMaterial('SAMPLE'), sketch: value }).success).toBe(true);
  });

  it.each([
    ['more rows than stand for a file', { ...whole, rows: tokens(33), chunks: '' }],
    ['more rows and chunks together', { ...whole, chunks: tokens(7) }],
    ['half a token', { ...whole, schema: 'AbCd' }],
    ['what is no token', { ...whole, rows: 'AbC+/019' }],
    ['no name of a key', { ...whole, keyId: '' }],
    ['something besides', { ...whole, note: 'x' }],
  ])('is refused with %s', (_, value) => {
    expect(sketch.safeParse(value).success).toBe(false);
  });
});
