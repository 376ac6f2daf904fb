// SPDX-License-Identifier: Apache-2.0
import { dualDigestOf } from '../../../../chaincode/src/protocol/digest';
import type { CertificateRecord, InstitutionRecord } from '../../../../chaincode/src/protocol/schemas/records';
import { compareWithLedger, withLedgersWord } from '../../../../chaincode/src/protocol/verification/againstLedger';
import { tellCarrier } from '../../../../chaincode/src/protocol/verification/carriers';
import type { ReadCarrier } from '../../../../chaincode/src/protocol/verification/carriers';
import { found } from '../../../../chaincode/src/protocol/verification/findings';
import { anchorOfLedger } from '../../../../chaincode/src/protocol/verification/ledgerAnchor';
import { GUIYANG, ZHENGZHOU } from '../../../support/filing';
import { aSigner, PLACE } from '../../../support/trustLists';

const sealed = { commitment: { sha256: 'a'.repeat(64), sm3: 'b'.repeat(64) } };
const signatures = { keys: 1, eip712: '1'.repeat(130), es256: '2'.repeat(128), sm2: '3'.repeat(128) };
const attestedAt = '2026-09-10T02:00:00.000Z';
const certificate = {
  number: 'SJ4112026090001',
  version: 1,
  registry: { uscc: ZHENGZHOU, name: '郑州' },
  dataName: '数据',
  holders: [{ name: sealed }],
  validFrom: '2026-09-10',
  validTo: '2029-09-10',
  recordDigest: dualDigestOf('what is attested'),
  ...{ attestedAt, validUntil: '2029-09-10T16:00:00.000Z', signatures },
} as unknown as CertificateRecord;
const unsigned = { ...certificate, signatures: undefined };
const { set } = aSigner();
const standing = { place: PLACE, certificate, keySets: [set] };

const { recordDigest } = certificate;
const credentialSaying = (subject: object): ReadCarrier =>
  ({
    kind: 'CREDENTIAL',
    credential: {
      subject: { id: 'urn:dpr:SJ4112026090001', ...subject },
      evidence: { type: 'LedgerRecord', ...PLACE, recordDigest },
      ...{ validFrom: '2026-09-10', validTo: '2029-09-10' },
    },
  }) as unknown as ReadCarrier;
const fileSaying = (record: object): ReadCarrier =>
  ({ kind: 'FILE', file: { ...PLACE, record, recordDigest, signatures } }) as unknown as ReadCarrier;
const ofFile = {
  ...{ number: 'SJ4112026090001', version: 1, registry: certificate.registry, dataName: '数据' },
  ...{ holders: certificate.holders, validFrom: '2026-09-10', validTo: '2029-09-10' },
};

describe('what is shown, beside what the ledger says', () => {
  it('is compared field by field, and what the ledger withholds is named and not compared', () => {
    expect(compareWithLedger(fileSaying(ofFile), standing)).toEqual({ differences: [], withheld: [] });
    const open = credentialSaying({ dataName: '数据', holders: [{ name: '张三' }] });
    expect(compareWithLedger(open, standing)).toEqual({ differences: [], withheld: ['holders'] });
    const closed = credentialSaying({ holders: [{ name: sealed }] });
    expect(compareWithLedger(closed, standing)).toEqual({ differences: [], withheld: [] });
  });

  it('differs in what one of them has and the other has not', () => {
    const { differences } = compareWithLedger(fileSaying({ ...ofFile, dataName: undefined, more: 1 }), standing);
    expect(differences).toEqual([
      { field: 'dataName', ledger: '数据' },
      { field: 'more', shown: 1 },
    ]);
    const { differences: bare } = compareWithLedger(fileSaying(ofFile), {
      ...standing,
      certificate: unsigned as never,
    });
    expect(bare).toEqual([{ field: 'signatures', shown: signatures }]);
  });

  it('is not told again where it is as long as a book', () => {
    const book = credentialSaying({ dataName: 'x'.repeat(2_001), version: null });
    expect(compareWithLedger(book, standing).differences).toEqual([
      { field: 'dataName', ledger: '数据' },
      { field: 'version', shown: null, ledger: 1 },
    ]);
  });
});

describe('a key that the ledger knows better', () => {
  const word = (shown: ReadCarrier, keySet: object, code: 'KEY_REVOKED' | 'KEY_COMPROMISED' | 'EXPIRED'): string[] => {
    const ledger = { ...standing, keySets: [{ ...set, ...keySet }] };
    const { differences } = compareWithLedger(shown, ledger);
    return withLedgersWord([found(code, 'x')], { shown, standing: ledger, differences }).map(
      (one) => `${one.code} ${one.place}`,
    );
  };
  const codeWith = (es256: string): ReadCarrier => ({ kind: 'CODE', code: { es256 } }) as unknown as ReadCarrier;
  const stolen = { revokedAt: '2026-10-01T00:00:00.000Z', reasonCode: 'KR-COMPROMISED' };

  it('answers for what was attested before it was stolen', () => {
    expect(word(fileSaying(ofFile), stolen, 'KEY_REVOKED')).toEqual([]);
    expect(
      word(fileSaying(ofFile), { ...stolen, compromisedSince: '2026-09-20T00:00:00.000Z' }, 'KEY_REVOKED'),
    ).toEqual([]);
    expect(word(fileSaying({ ...ofFile, version: 2 }), stolen, 'KEY_REVOKED')).toEqual(['KEY_REVOKED x']);
    const none = { shown: codeWith(signatures.es256), standing, differences: [] };
    expect(withLedgersWord([found('KEY_REVOKED', 'code')], none)).toEqual([]);
    const forged = { ...none, shown: codeWith('9'.repeat(128)) };
    expect(withLedgersWord([found('KEY_REVOKED', 'code')], forged)).toHaveLength(1);
  });

  it('is told where it was in foreign hands by then, whatever is shown', () => {
    const early = { ...stolen, compromisedSince: attestedAt };
    expect(word(fileSaying(ofFile), early, 'KEY_COMPROMISED')).toEqual(['KEY_COMPROMISED ledger']);
    expect(word(fileSaying({ ...ofFile, version: 2 }), early, 'KEY_COMPROMISED')).toEqual(['KEY_COMPROMISED x']);
    expect(word(credentialSaying({}), early, 'EXPIRED')).toEqual(['KEY_COMPROMISED ledger']);
    const bare = { ...standing, certificate: unsigned as never };
    expect(withLedgersWord([], { shown: codeWith('x'), standing: bare, differences: [] })).toEqual([]);
  });
});

describe('a carrier', () => {
  it('is told by what is in it; what is not even a text is a file that says nothing', () => {
    const told = (text: string): string => tellCarrier(new TextEncoder().encode(text)).carrier;
    expect(['%PDF-1.7', 'x %DPR-SEAL y', ' a.b.c~d~\n', 'a.b.c\n', '{}', 'a.b.c.d', ''].map(told)).toEqual([
      ...['PAPER', 'PAPER', 'CREDENTIAL', 'CODE', 'FILE', 'FILE', 'FILE'],
    ]);
    expect(tellCarrier(Uint8Array.of(0xff, 0xfe))).toEqual({ carrier: 'FILE', text: '' });
  });
});

describe('the ledger in the place of a trust list', () => {
  it('names the registries that are approved, with their keys', () => {
    const institution = {
      ...{
        uscc: ZHENGZHOU,
        name: '郑州',
        institutionKind: 'REGISTRY',
        accreditation: { number: 'A', from: '2026-01-01' },
      },
      ...{ caseTypes: ['INITIAL'], regionCodes: ['410000'] },
    };
    const of = (changes: object, more: object = {}): InstitutionRecord =>
      ({ approval: 'APPROVED', institution: { ...institution, ...changes }, ...more }) as unknown as InstitutionRecord;
    const records = [
      of({}, { certificateKeys: [set] }),
      of({ uscc: GUIYANG }),
      of({ institutionKind: 'AGENCY' }),
      of({}, { approval: 'PROPOSED' }),
    ];
    const [list] = anchorOfLedger(PLACE, records).lists;
    expect(list!.institutions.map(({ uscc, keySets }) => [uscc, keySets.length])).toEqual([
      [ZHENGZHOU, 1],
      [GUIYANG, 0],
    ]);
  });
});
