// SPDX-License-Identifier: Apache-2.0
import { fromBase64Url, toBase64Url, utf8 } from '../../../../chaincode/src/protocol/bytes';
import { dualDigestOf } from '../../../../chaincode/src/protocol/digest';
import type { CertificateRecord } from '../../../../chaincode/src/protocol/schemas/records';
import { statementOf } from '../../../../chaincode/src/protocol/typedData/certificateStatement';
import { differencesFrom, readPresented } from '../../../../chaincode/src/protocol/typedData/presentedStatement';
import type { Standing } from '../../../../chaincode/src/protocol/typedData/presentedStatement';
import { compactJwsOf } from '../../../../chaincode/src/protocol/typedData/signedText';
import { newPrivateKeys, publicKeysOf, signStatement } from '../../../../gateway/src/signing/privateKeys';
import { ZHENGZHOU } from '../../../support/filing';
import { PEOPLE } from '../../../support/people';
import { codeOf } from '../../../support/refusal';

const place = { channel: 'registry', register: PEOPLE.supervisor.uscc! };
const certificate = {
  number: 'SJ4112026090001',
  version: 1,
  registry: { uscc: ZHENGZHOU },
  validFrom: '2026-09-19',
  validTo: '2029-09-19',
  recordDigest: dualDigestOf('what is attested'),
} as unknown as CertificateRecord;
const statement = statementOf(certificate);
const privateKeys = newPrivateKeys();
const signatures = signStatement({ place, statement }, { version: 2, keys: privateKeys });
const shown = compactJwsOf(place, statement, signatures);
const standing: Standing = {
  place,
  certificate,
  keySets: [
    { version: 1, keys: publicKeysOf(newPrivateKeys()), validFrom: '2026-09-01T00:00:00.000Z' },
    { version: 2, keys: publicKeysOf(privateKeys), validFrom: '2026-09-02T00:00:00.000Z' },
  ],
};

describe('a statement that somebody shows', () => {
  it('is read as it was signed, and differs in nothing from the ledger', () => {
    expect(readPresented(shown)).toEqual({ place, statement, keys: 2, es256: signatures.es256 });
    expect(differencesFrom(readPresented(shown), standing)).toEqual([]);
  });

  it('is no longer the certificate where any one letter is another', () => {
    let refused = 0;
    for (let at = 0; at < shown.length; at += 1) {
      const letter = shown[at] === 'A' ? 'B' : 'A';
      const changed = shown.slice(0, at) + letter + shown.slice(at + 1);
      try {
        expect([at, differencesFrom(readPresented(changed), standing)]).not.toEqual([at, []]);
      } catch (error) {
        if (!(error instanceof Error) || error.name !== 'RegistryError') throw error;
        refused += 1;
      }
    }
    expect(refused).toBeGreaterThan(0);
  });

  it('differs by name in each thing that the ledger says otherwise', () => {
    const other = { ...certificate, version: 2, validTo: '2030-09-19', recordDigest: dualDigestOf('otherwise') };
    const found = differencesFrom(readPresented(shown), { ...standing, certificate: other });
    expect(found).toEqual([
      { field: 'version', shown: 1, ledger: 2 },
      { field: 'validTo', shown: '2029-09-19', ledger: '2030-09-19' },
      { field: 'sha256', shown: statement.recordDigest.sha256, ledger: other.recordDigest.sha256 },
      { field: 'sm3', shown: statement.recordDigest.sm3, ledger: other.recordDigest.sm3 },
    ]);
  });

  it('differs where its signature is of another key, or of none that the registry has', () => {
    const [first, second] = standing.keySets;
    const exchanged = {
      ...standing,
      keySets: [
        { ...second!, version: 1 },
        { ...first!, version: 2 },
      ],
    };
    expect(differencesFrom(readPresented(shown), exchanged)).toEqual([{ field: 'signature' }]);
    expect(differencesFrom(readPresented(shown), { ...standing, keySets: [first!] })).toEqual([
      { field: 'keys', shown: 2 },
    ]);
  });

  it.each([
    ['nothing', '', 'INVALID_JSON'],
    ['no header', 'x', 'INVALID_JSON'],
    ['no payload', shown.split('.')[0]!, 'INVALID_JSON'],
    ['another header', `${toBase64Url(utf8('{"alg":"none"}'))}.${shown.split('.')[1]!}.`, 'VALIDATION_FAILED'],
    ['a fourth part', `${shown}.x`, 'INVALID_JSON'],
    [
      'another spelling of the same',
      [
        shown.split('.')[0]!,
        toBase64Url(utf8(` ${Buffer.from(shown.split('.')[1]!, 'base64url').toString()}`)),
        'AA',
      ].join('.'),
      'INVALID_JSON',
    ],
  ])('is refused where it is %s', (_, text, code) => {
    expect(codeOf(() => readPresented(text))).toBe(code);
  });
});

describe('base64url', () => {
  it('is read back from what was written, and from no other spelling', () => {
    for (const length of [0, 1, 2, 3, 64]) {
      const bytes = Uint8Array.from({ length }, (_, index) => 255 - index);
      expect(fromBase64Url(toBase64Url(bytes))).toEqual(bytes);
    }
    for (const text of ['A', 'AB', 'AA==', '+A', 'A A', 'AAAAA']) {
      expect(codeOf(() => fromBase64Url(text))).toBe('INVALID_IDENTIFIER');
    }
  });
});
