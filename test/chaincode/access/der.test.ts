// SPDX-License-Identifier: Apache-2.0
import { X509Certificate } from 'node:crypto';
import fc from 'fast-check';
import { DerProblem, extensionValues } from '../../../chaincode/src/access/der';
import { issueCertificate } from '../../support/certificates';
import { ATTRIBUTES, extensionsOf } from '../../support/derExtensions';

const OID = Uint8Array.of(0x2a, 3, 4, 5, 6, 7, 8, 1);
const KEY_USAGE = Uint8Array.of(0x55, 0x1d, 0x0f);
const certificate = async (): Promise<Buffer> =>
  new X509Certificate(await issueCertificate('ZhengzhouMSP', { role: 'decider', staffNo: '1', uscc: '1' })).raw;

const element = (tag: number, ...content: (Uint8Array | number[])[]): Buffer => {
  const bytes = Buffer.concat(content.map((part) => Buffer.from(part)));
  return Buffer.concat([Buffer.from([tag, bytes.length]), bytes]);
};
const withExtensions = (...extensions: Uint8Array[]): Buffer =>
  element(0x30, element(0x30, element(0x02, [1]), element(0xa3, element(0x30, ...extensions))), element(0x30));
const oid = element(0x06, OID);
const value = element(0x04, [7]);

describe('reading extensions from DER', () => {
  it('agrees with another reader', async () => {
    const der = await certificate();
    const expected = extensionsOf(der);
    expect(extensionValues(der, OID).map((bytes) => Buffer.from(bytes).toString('hex'))).toEqual([
      expected.get(ATTRIBUTES)!.value,
    ]);
    expect(extensionValues(der, KEY_USAGE)).toHaveLength(1);
    expect(extensionValues(der, Uint8Array.of(1, 2))).toEqual([]);
  });

  it('takes a critical extension, and a certificate without any', () => {
    expect(extensionValues(withExtensions(element(0x30, oid, element(0x01, [0xff]), value)), OID)).toEqual([
      Buffer.from([7]),
    ]);
    expect(extensionValues(withExtensions(element(0x30, oid, value), element(0x30, oid, value)), OID)).toHaveLength(2);
    expect(extensionValues(element(0x30, element(0x30, element(0x02, [1]))), OID)).toEqual([]);
  });

  it.each([
    ['an extension that is no sequence', withExtensions(element(0x31, oid, value))],
    ['an extension without a value', withExtensions(element(0x30, oid))],
    ['an extension without an identifier', withExtensions(element(0x30, value, value))],
    ['an extension with a fourth part', withExtensions(element(0x30, oid, element(0x01, [0xff]), value, value))],
    ['an extension with a third part and no flag', withExtensions(element(0x30, oid, value, value))],
    ['two lists of extensions', element(0x30, element(0x30, element(0xa3, element(0x30), element(0x30))))],
    ['bytes after the certificate', Buffer.concat([withExtensions(), Buffer.from([0x30, 0])])],
    ['a body that is no sequence', element(0x30, element(0x31))],
    ['nothing inside', element(0x30)],
    ['nothing', Buffer.alloc(0)],
    ['an indefinite length', Buffer.from([0x30, 0x80, 0, 0])],
    ['a length in too many bytes', Buffer.from([0x30, 0x84, 0, 0, 0, 0])],
    ['a length that could be shorter', Buffer.from([0x30, 0x81, 0x02, 0x30, 0x00])],
    ['a length of two bytes that could be one', Buffer.from([0x30, 0x82, 0x00, 0x02, 0x30, 0x00])],
    ['an end inside a length', Buffer.from([0x30, 0x82, 0x01])],
    ['an element longer than its place', Buffer.from([0x30, 0x05, 0x30, 0x00])],
  ])('refuses %s', (_, bytes) => {
    expect(() => extensionValues(bytes, OID)).toThrow(DerProblem);
  });

  it('never fails otherwise, whatever the bytes', async () => {
    const der = await certificate();
    fc.assert(
      fc.property(fc.nat(der.length - 1), fc.integer({ min: 0, max: 255 }), fc.nat(der.length), (at, byte, end) => {
        const damaged = Buffer.from(der.subarray(0, end));
        if (at < end) damaged[at] = byte;
        try {
          extensionValues(damaged, OID);
        } catch (error) {
          expect(error).toBeInstanceOf(DerProblem);
        }
      }),
      { numRuns: 500 },
    );
  });
});
