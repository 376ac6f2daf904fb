// SPDX-License-Identifier: Apache-2.0
import fc from 'fast-check';
import { GatewayError } from '../../../gateway/src/http/gatewayError';
import { decodeCursor, encodeCursor } from '../../../gateway/src/listing/cursor';

const list = { list: 'notices', status: 'RUNNING', order: '-n.started_at' };

describe('a cursor', () => {
  it('gives back its place', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 400 }), fc.string({ maxLength: 100 }), (value, key) => {
        expect(decodeCursor(list, encodeCursor(list, { value, key }))).toEqual({ value, key });
      }),
    );
  });

  it('is refused by a list with other filters or another order', () => {
    const cursor = encodeCursor(list, { value: 'a', key: 'b' });
    expect(() => decodeCursor({ ...list, status: 'OVER' }, cursor)).toThrow(GatewayError);
    expect(() => decodeCursor({ ...list, order: 'n.started_at' }, cursor)).toThrow(GatewayError);
  });

  it('is refused when it is anything else', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(() => decodeCursor(list, text)).toThrow(GatewayError);
      }),
    );
  });
});
