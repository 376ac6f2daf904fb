// SPDX-License-Identifier: Apache-2.0
import fc from 'fast-check';
import { concat, equalBytes, fromHex, fromUtf8, toHex, utf8 } from '../../../chaincode/src/protocol/bytes';
import { codeOf } from '../../support/refusal';

describe('bytes', () => {
  it('writes and reads hexadecimal digits as Node does', () => {
    fc.assert(
      fc.property(fc.uint8Array(), (bytes) => {
        expect(toHex(bytes)).toBe(Buffer.from(bytes).toString('hex'));
        expect(fromHex(toHex(bytes))).toEqual(bytes);
      }),
    );
  });

  it.each(['0', 'AB', '0g', ' 00', '0x00', '00\n', 'é0'])('refuses %j as hexadecimal digits', (text) => {
    expect(codeOf(() => fromHex(text))).toBe('INVALID_IDENTIFIER');
  });

  it('writes and reads UTF-8 as Node does', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(Buffer.from(utf8(text)).equals(Buffer.from(text, 'utf8'))).toBe(true);
        expect(fromUtf8(utf8(text))).toBe(text);
      }),
    );
  });

  it('keeps a byte order mark, so that the bytes come back', () => {
    expect(fromUtf8(Uint8Array.of(0xef, 0xbb, 0xbf, 0x61))).toBe('\ufeffa');
  });

  it.each(['\ud800', 'a\udc00b', '\udc00\ud800'])('refuses the lone surrogate in %j', (text) => {
    expect(codeOf(() => utf8(text))).toBe('INVALID_JSON');
  });

  it.each([[[0xff]], [[0xc0, 0x80]], [[0xed, 0xa0, 0x80]], [[0xe4, 0xbd]]])(
    'refuses the bytes %j as UTF-8',
    (bytes) => {
      expect(codeOf(() => fromUtf8(Uint8Array.from(bytes)))).toBe('INVALID_JSON');
    },
  );

  it('puts byte strings in a row', () => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array()), (parts) => {
        expect(Buffer.from(concat(...parts)).equals(Buffer.concat(parts))).toBe(true);
      }),
    );
  });

  it('tells equal byte strings from others', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 3 }), fc.uint8Array({ maxLength: 3 }), (left, right) => {
        expect(equalBytes(left, right)).toBe(Buffer.from(left).equals(Buffer.from(right)));
        expect(equalBytes(left, left.slice())).toBe(true);
      }),
    );
  });
});
