// SPDX-License-Identifier: Apache-2.0
import { createHash } from 'node:crypto';
import { believeAnchor } from '../../../chaincode/src/protocol/verification/trustAnchor';
import type { TrustAnchor } from '../../../chaincode/src/protocol/verification/trustAnchor';
import type { CertificateFile } from '../../../chaincode/src/protocol/verification/certificateFile';
import { checkCode } from '../../../chaincode/src/protocol/verification/checkCode';
import { checkCredential } from '../../../chaincode/src/protocol/verification/checkCredential';
import { checkCertificateFile } from '../../../chaincode/src/protocol/verification/checkFile';
import { checkPaper } from '../../../chaincode/src/protocol/verification/checkPaper';
import { VERIFICATION_CODES } from '../../../chaincode/src/protocol/verification/findings';
import type { Verification } from '../../../chaincode/src/protocol/verification/findings';
import { TRUST_REFUSALS } from '../../../chaincode/src/protocol/trust/refusals';
import { newPrivateKeys } from '../../../gateway/src/signing/privateKeys';
import {
  anchorFor,
  believed,
  changed,
  disclosureOf,
  issueCertificate,
  resigned,
  signedAnew,
  SUPERVISORS,
  withCredential,
  withSeal,
} from '../../support/certificates/shown';
import type { Issued } from '../../support/certificates/shown';
import { databaseKinds } from '../../support/databases';
import { APPLICANT, GUIYANG, ZHENGZHOU } from '../../support/filing';
import { newGatewayBed } from '../../support/gatewayBed';
import type { GatewayBed } from '../../support/gatewayBed';
import { AGENCY } from '../../support/gatewayJourney';
import { aSigner, aTrustList, jwsOf, PLACE } from '../../support/trustLists';

let bed: GatewayBed;
let issued: Issued;
const [kind] = databaseKinds();

beforeAll(async () => {
  bed = await newGatewayBed(await kind!.openMigrated());
  issued = await issueCertificate(bed);
}, 120_000);
afterAll(async () => {
  await bed.close();
  await kind!.close();
});

/** Every code that something here was refused with. */
const seen = new Set<string>();
const codesOf = ({ findings }: Verification): string[] => {
  for (const { code } of findings) seen.add(code);
  return findings.map(({ code, place }) => `${code} ${place}`);
};
const thief = newPrivateKeys();
const own = (): Issued['keys'] => issued.keys;
const parsed = (): CertificateFile => JSON.parse(issued.file) as CertificateFile;

const fileChecked = (text: string, anchor: TrustAnchor = issued.anchor, at = issued.now): string[] =>
  codesOf(checkCertificateFile(text, believed(anchor), at));
const codeChecked = (text: string, anchor: TrustAnchor = issued.anchor, at = issued.now): string[] =>
  codesOf(checkCode(text, believed(anchor), at));
const paperChecked = (bytes: Uint8Array, anchor: TrustAnchor = issued.anchor, at = issued.now): string[] =>
  codesOf(checkPaper(bytes, believed(anchor), at));

it('what a registry issues passes, in each of its forms', () => {
  expect(fileChecked(issued.file)).toEqual([]);
  expect(codeChecked(issued.code)).toEqual([]);
  expect(paperChecked(issued.paper)).toEqual([]);
  expect(checkPaper(issued.paper, believed(issued.anchor), issued.now).number).toBe(parsed().record.number);
});

type Vector = readonly [what: string, shown: () => string, expected: readonly string[]];

/** A signature with one of its two numbers zero. */
const zeroed = (signature: string, first: number): string =>
  signature.slice(0, first) + '0'.repeat(64) + signature.slice(first + 64);
const N = 0xfffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141n;
const highS = (signature: string): string => {
  const s = N - BigInt(`0x${signature.slice(64, 128)}`);
  const v = signature.slice(128) === '1b' ? '1c' : '1b';
  return signature.slice(0, 64) + s.toString(16).padStart(64, '0') + v;
};

describe('the record of a file', () => {
  const differs = (field: string): string[] => ['RECORD_NOT_AS_SIGNED /record', `CREDENTIAL_DIFFERS /record/${field}`];
  const wrongSignatures = ['eip712', 'es256', 'sm2'].map((scheme) => `SIGNATURE_WRONG /signatures/${scheme}`);
  const name = (): string => String(parsed().record['dataName']);
  const vectors: readonly Vector[] = [
    ['with another name', () => changed(issued.file, { '/record/dataName': '别的数据' }), differs('dataName')],
    [
      'with a letter that only looks alike',
      () => changed(issued.file, { '/record/dataName': `${name()}а` }),
      differs('dataName'),
    ],
    [
      'with letters of full width',
      () => changed(issued.file, { '/record/dataName': `${name()}Ａ` }),
      differs('dataName'),
    ],
    [
      'with letters that turn the line round',
      () => changed(issued.file, { '/record/dataName': `\u202e${name()}` }),
      differs('dataName'),
    ],
    [
      'with a name taken apart (NFD)',
      () => changed(issued.file, { '/record/dataName': `${name()}e\u0301` }),
      differs('dataName'),
    ],
    [
      'with another holder',
      () => changed(issued.file, { '/record/holders/0/idNumber': APPLICANT.replace('R', 'A') }),
      differs('holders'),
    ],
    [
      'with another right',
      () => changed(issued.file, { '/record/rights/0/exclusivity': 'EXCLUSIVE' }),
      differs('rights'),
    ],
    [
      'of another case',
      () => changed(issued.file, { '/record/caseId': '411-01J0000000000000000000000A' }),
      ['RECORD_NOT_AS_SIGNED /record'],
    ],
    [
      'with a later end',
      () => changed(issued.file, { '/record/validTo': '2999-12-31' }),
      ['RECORD_NOT_AS_SIGNED /record', ...wrongSignatures, 'CREDENTIAL_DIFFERS /record/validTo'],
    ],
    [
      'with another number',
      () => changed(issued.file, { '/record/number': 'SJ4112026099999' }),
      ['RECORD_NOT_AS_SIGNED /record', ...wrongSignatures, 'CREDENTIAL_DIFFERS /record/number'],
    ],
    [
      'that was superseded, as the next version',
      () => changed(issued.file, { '/record/version': 2 }),
      ['RECORD_NOT_AS_SIGNED /record', ...wrongSignatures, 'CREDENTIAL_DIFFERS /record/version'],
    ],
    [
      'with another SHA-256',
      () => changed(issued.file, { '/recordDigest/sha256': 'a'.repeat(64) }),
      ['RECORD_NOT_AS_SIGNED /record', ...wrongSignatures, 'CREDENTIAL_DIFFERS /recordDigest'],
    ],
    [
      'with another SM3',
      () => changed(issued.file, { '/recordDigest/sm3': 'a'.repeat(64) }),
      ['RECORD_NOT_AS_SIGNED /record', ...wrongSignatures, 'CREDENTIAL_DIFFERS /recordDigest'],
    ],
    [
      'signed anew by a thief',
      () => signedAnew(issued.file, { keys: thief }, { '/dataName': '别的数据' }),
      [...wrongSignatures, 'CREDENTIAL_DIFFERS /record/dataName', 'CREDENTIAL_DIFFERS /recordDigest'],
    ],
    [
      'signed by its registry beside its credential',
      () => signedAnew(issued.file, { keys: own() }, { '/dataName': '别的数据' }),
      ['CREDENTIAL_DIFFERS /record/dataName', 'CREDENTIAL_DIFFERS /recordDigest'],
    ],
    [
      'signed for another channel',
      () => signedAnew(issued.file, { keys: own(), place: { ...PLACE, channel: 'other' } }, {}),
      wrongSignatures,
    ],
    [
      'signed for another register',
      () => signedAnew(issued.file, { keys: own(), place: { ...PLACE, register: GUIYANG } }, {}),
      wrongSignatures,
    ],
  ];
  it.each(vectors)('%s', (_, shown, expected) => {
    expect(fileChecked(shown())).toEqual(expected);
  });
});

describe('a file', () => {
  const notJson = (at: number): string[] => [`FILE_NOT_JSON character ${String(at)}`];
  const vectors: readonly Vector[] = [
    ['of another channel', () => changed(issued.file, { '/channel': 'other' }), ['ANOTHER_REGISTER /register']],
    ['of another register', () => changed(issued.file, { '/register': GUIYANG }), ['ANOTHER_REGISTER /register']],
    [
      'with a key that stands twice',
      () => `{"channel":"registry",${issued.file.slice(1)}`,
      ['FILE_NOT_JSON character'],
    ],
    ['with a space', () => issued.file.replace(',', ', '), ['FILE_NOT_AS_WRITTEN character 23']],
    ['with a line feed at its end', () => `${issued.file}\n`, [`FILE_NOT_AS_WRITTEN character`]],
    [
      'with its keys in another order',
      () => JSON.stringify(Object.fromEntries(Object.entries(parsed()).reverse())),
      ['FILE_NOT_AS_WRITTEN character 3'],
    ],
    [
      'with an escaped letter',
      () => issued.file.replace('"channel"', '"c\\u0068annel"'),
      ['FILE_NOT_AS_WRITTEN character 4'],
    ],
    ['with a byte order mark', () => `\ufeff${issued.file}`, notJson(1)],
    ['with a field too many', () => changed(issued.file, { '/more': 1 }), ['FILE_FIELD_UNKNOWN /more']],
    [
      'without signatures',
      () => JSON.stringify({ ...parsed(), signatures: undefined }),
      ['FILE_FIELD_WRONG /signatures'],
    ],
    [
      'with a signature in capitals',
      () => changed(issued.file, { '/signatures/es256': 'A'.repeat(128) }),
      ['FILE_FIELD_WRONG /signatures/es256'],
    ],
    ['with a fraction', () => issued.file.replace('"version":1', '"version":1.5'), ['FILE_NOT_JSON character']],
    ['cut off', () => issued.file.slice(0, -9), ['FILE_NOT_JSON character']],
    ['that is empty', () => '', notJson(1)],
    [
      'with 10,000 lists in each other',
      () => `${'['.repeat(10_000)}${']'.repeat(10_000)}`,
      ['FILE_NOT_JSON character'],
    ],
    ['that is longer than any file', () => `${' '.repeat(1_048_577)}${issued.file}`, ['FILE_NOT_JSON ']],
    ['of another type', () => changed(issued.file, { '/type': 'dpr-trust-anchor' }), ['FILE_TYPE_WRONG /type']],
  ];
  it.each(vectors)('%s', (_, shown, expected) => {
    const found = fileChecked(shown());
    expect(found.map((one, index) => one.slice(0, expected[index]?.length))).toEqual(expected);
  });
});

describe('a signature of a file', () => {
  const { eip712, es256, sm2 } = {
    ...{ eip712: (): string => parsed().signatures.eip712, es256: (): string => parsed().signatures.es256 },
    sm2: (): string => parsed().signatures.sm2,
  };
  const put = (scheme: string, signature: () => string) => (): string =>
    changed(issued.file, { [`/signatures/${scheme}`]: signature() });
  const vectors: readonly Vector[] = [
    ['with s of the upper half', put('eip712', () => highS(eip712())), ['SIGNATURE_WRONG /signatures/eip712']],
    [
      'with the other v',
      put('eip712', () => eip712().slice(0, 128) + (eip712().endsWith('1b') ? '1c' : '1b')),
      ['SIGNATURE_WRONG /signatures/eip712'],
    ],
    ['with a v of 0', put('eip712', () => `${eip712().slice(0, 128)}00`), ['SIGNATURE_WRONG /signatures/eip712']],
    ['with r of zero', put('eip712', () => zeroed(eip712(), 0)), ['SIGNATURE_WRONG /signatures/eip712']],
    ['with s of zero', put('eip712', () => zeroed(eip712(), 64)), ['SIGNATURE_WRONG /signatures/eip712']],
    ['ES256 with r of zero', put('es256', () => zeroed(es256(), 0)), ['SIGNATURE_WRONG /signatures/es256']],
    ['ES256 with s of zero', put('es256', () => zeroed(es256(), 64)), ['SIGNATURE_WRONG /signatures/es256']],
    ['ES256 that is the SM2 one', put('es256', sm2), ['SIGNATURE_WRONG /signatures/es256']],
    ['SM2 that is the ES256 one', put('sm2', es256), ['SIGNATURE_WRONG /signatures/sm2']],
    ['SM2 with r of zero', put('sm2', () => zeroed(sm2(), 0)), ['SIGNATURE_WRONG /signatures/sm2']],
    [
      'by a key set that nobody knows',
      () => changed(issued.file, { '/signatures/keys': 7 }),
      ['KEY_UNKNOWN /signatures/keys'],
    ],
  ];
  it.each(vectors)('%s', (_, shown, expected) => {
    expect(fileChecked(shown())).toEqual(expected);
  });
});

describe('a registry that was not trusted', () => {
  const by = (
    set: Parameters<typeof anchorFor>[1],
    changes: Parameters<typeof anchorFor>[2] = {},
  ): [string[], string[], string[]] => {
    const anchor = anchorFor(own(), set, changes);
    return [fileChecked(issued.file, anchor), codeChecked(issued.code, anchor), paperChecked(issued.paper, anchor)];
  };
  const firsts = (all: readonly string[][]): string[] => all.map(([one = '']) => one.split(' ')[0]!);
  const REVOKED = '2026-09-02T00:00:00.000Z';

  it('with a key that was not valid yet', () => {
    expect(firsts(by({ validFrom: '2099-01-01T00:00:00.000Z' }))).toEqual(Array(3).fill('KEY_OUT_OF_VALIDITY'));
  });
  it('with a key that was valid no more', () => {
    expect(firsts(by({ validUntil: REVOKED }))).toEqual(Array(3).fill('KEY_OUT_OF_VALIDITY'));
  });
  it('with a key that was rotated out on that day: that one still answers', () => {
    const { record } = parsed();
    expect(
      firsts(by({ validUntil: new Date(Date.parse(`${record.validFrom}T18:00:00+08:00`)).toISOString() })),
    ).toEqual(['', '', '']);
  });
  it('with a stolen key, whenever it signed', () => {
    const stolen = { revokedAt: '2098-01-01T00:00:00.000Z', reasonCode: 'KR-COMPROMISED' } as const;
    const revoked = [
      ['KEY_REVOKED /signatures/keys', 'CREDENTIAL_KEY_REVOKED /credential'],
      ['KEY_REVOKED code'],
      ['SEAL_KEY_REVOKED seal', 'KEY_REVOKED code'],
    ];
    expect(by(stolen)).toEqual(revoked);
    expect(by({ ...stolen, compromisedSince: '2098-01-01T00:00:00.000Z' })).toEqual(revoked);
  });
  it('with a key that was in foreign hands on that day', () => {
    const stolen = { revokedAt: '2098-01-01T00:00:00.000Z', reasonCode: 'KR-COMPROMISED' } as const;
    expect(by({ ...stolen, compromisedSince: '2026-09-02T00:00:00.000Z' })).toEqual([
      ['KEY_COMPROMISED /signatures/keys', 'CREDENTIAL_KEY_REVOKED /credential'],
      ['KEY_COMPROMISED code'],
      ['SEAL_KEY_REVOKED seal', 'KEY_COMPROMISED code'],
    ]);
  });
  it('with a key that had been revoked before', () => {
    expect(by({ revokedAt: REVOKED, reasonCode: 'KR-LOST' })[1]).toEqual(['KEY_REVOKED code']);
  });
  it('by another key set of its', () => {
    expect(by({ version: 2 })[1]).toEqual(['KEY_UNKNOWN code']);
  });
  it('as an agency', () => {
    expect(by({}, { institutionKind: 'AGENCY' })[1]).toEqual(['NOT_LISTED code']);
  });
  it('under the name of another', () => {
    expect(by({}, { uscc: AGENCY })[1]).toEqual(['NOT_LISTED code']);
  });
  it('after its accreditation', () => {
    const accreditation = { number: 'ACC-1', from: '2026-01-01', to: '2026-02-01' };
    expect(by({}, { accreditation })[1]).toEqual(['NOT_ACCREDITED_ON_THE_DAY code']);
  });
  it('by any list of that day', () => {
    expect(by({}, { issuedAt: '2098-01-01T00:00:00.000Z' })[1]).toEqual(['LIST_NONE_ON_THE_DAY code']);
  });
  it('with a certificate whose days are over, or have not begun', () => {
    const late = Date.parse('2098-01-01');
    const early = Date.parse('2026-01-01');
    const { validFrom, validTo } = parsed().record;
    expect(fileChecked(issued.file, issued.anchor, late)).toEqual([`EXPIRED ${validTo}`]);
    expect(codeChecked(issued.code, issued.anchor, late)).toEqual([`EXPIRED ${validTo}`]);
    expect(paperChecked(issued.paper, issued.anchor, early)).toEqual([`NOT_YET_VALID ${validFrom}`]);
  });
});

describe('a trust anchor', () => {
  const wrong = (changes: Partial<TrustAnchor>): string => {
    const finding = believeAnchor({ ...issued.anchor, ...changes });
    return 'refusal' in finding ? finding.refusal : '';
  };
  it('whose list somebody else signed', () => {
    const stranger = aSigner();
    expect(wrong({ lists: [jwsOf(aTrustList(SUPERVISORS), { ...SUPERVISORS, keys: stranger.keys })] })).toBe(
      'LIST_SIGNATURE_WRONG',
    );
  });
  it('whose list is one of another register, comes twice, or is none', () => {
    expect(wrong({ register: GUIYANG })).toBe('LIST_OF_ANOTHER_REGISTER');
    expect(wrong({ lists: [...issued.anchor.lists, ...issued.anchor.lists] })).toBe('LIST_NOT_NEXT');
    expect(wrong({ lists: ['x.y.z'] })).toBe('LIST_MALFORMED');
  });
});

describe('the credential of a file', () => {
  const forged = (fault: string): string[] => [`CREDENTIAL_${fault} /credential`];
  const header = (change: object) => (): string =>
    withCredential(issued.file, (jwt, all) => [resigned(jwt, own(), { header: change }), ...all, ''].join('~'));
  const claims =
    (at: Readonly<Record<string, unknown>>, more: readonly string[] = []) =>
    (): string =>
      withCredential(issued.file, (jwt, all) => [resigned(jwt, own(), { at }), ...all, ...more, ''].join('~'));
  const digestOf = (disclosure: string): string => createHash('sha256').update(disclosure).digest('base64url');
  const taken = disclosureOf('salt', 'number', 'SJ4112026099999');
  const element = disclosureOf('salt', 'an element of a list');
  const vectors: readonly Vector[] = [
    ['that is not signed at all', header({ alg: 'none' }), forged('ALGORITHM_REFUSED')],
    ['with the public key as a secret', header({ alg: 'HS256' }), forged('ALGORITHM_REFUSED')],
    ['with another algorithm', header({ alg: 'RS256' }), forged('ALGORITHM_REFUSED')],
    ['of another type', header({ typ: 'dpr-certificate+jws' }), forged('TYPE_WRONG')],
    ['with a key of its own', header({ jwk: {} }), forged('FIELD_WRONG')],
    ['with a key from anywhere', header({ kid: 'https://attacker.example/key#keys-1' }), forged('KEY_ID_WRONG')],
    [
      'with a key set that nobody knows',
      header({ kid: 'did:web:register.example.cn#keys-9' }),
      ['CREDENTIAL_KEY_UNKNOWN /credential'],
    ],
    [
      'that a thief signed',
      () => withCredential(issued.file, (jwt, all) => [resigned(jwt, thief, {}), ...all, ''].join('~')),
      ['CREDENTIAL_SIGNATURE_WRONG /credential'],
    ],
    [
      'with another subject under the old signature',
      () =>
        withCredential(issued.file, (jwt, all) => {
          const [head = '', , signature = ''] = jwt.split('.');
          const body = resigned(jwt, own(), { at: { '/credentialSubject/version': 9 } }).split('.')[1]!;
          return [`${head}.${body}.${signature}`, ...all, ''].join('~');
        }),
      ['CREDENTIAL_SIGNATURE_WRONG /credential'],
    ],
    [
      'with a forged disclosure',
      () =>
        withCredential(issued.file, (jwt, [, ...others]) =>
          [jwt, disclosureOf('salt', 'dataName', '别的'), ...others, ''].join('~'),
        ),
      forged('DISCLOSURE_UNSIGNED'),
    ],
    [
      'with a disclosure twice',
      () => withCredential(issued.file, (jwt, all) => [jwt, ...all, all[0]!, ''].join('~')),
      forged('DISCLOSURE_REPEATED'),
    ],
    [
      'with a disclosure too many',
      () => withCredential(issued.file, (jwt, all) => [jwt, ...all, element, ''].join('~')),
      forged('DISCLOSURE_UNSIGNED'),
    ],
    [
      'with a digest that stands twice',
      claims({ '/credentialSubject/_sd/7': 'x', '/credentialSubject/_sd': [digestOf(taken), digestOf(taken)] }),
      forged('DIGEST_REPEATED'),
    ],
    [
      'with a disclosure of what is there',
      claims({ '/credentialSubject/_sd': [digestOf(taken)] }),
      forged('DISCLOSURE_UNSIGNED'),
    ],
    [
      'with a disclosure that is one of a list',
      () =>
        withCredential(issued.file, (jwt) =>
          [resigned(jwt, own(), { at: { '/credentialSubject/_sd': [digestOf(element)] } }), element, ''].join('~'),
        ),
      forged('DISCLOSURE_MALFORMED'),
    ],
    [
      'with a disclosure over one that is there',
      () =>
        withCredential(issued.file, (jwt) =>
          [resigned(jwt, own(), { at: { '/credentialSubject/_sd': [digestOf(taken)] } }), taken, ''].join('~'),
        ),
      forged('CLAIM_OVERWRITTEN'),
    ],
    [
      'bound to a key of its holder',
      () => withCredential(issued.file, (jwt, all) => [jwt, ...all, jwt].join('~')),
      forged('HOLDER_BOUND'),
    ],
    [
      'with a fourth part',
      () => withCredential(issued.file, (jwt, all) => [`${jwt}.x`, ...all, ''].join('~')),
      forged('PARTS_WRONG'),
    ],
    ['without a second part', () => withCredential(issued.file, () => 'x~'), forged('PARTS_WRONG')],
    [
      'of another certificate',
      claims({ '/credentialSubject/number': 'SJ4112026099999' }),
      ['CREDENTIAL_DIFFERS /record/number'],
    ],
    [
      'of a version that was superseded',
      claims({ '/credentialSubject/version': 9 }),
      ['CREDENTIAL_DIFFERS /record/version'],
    ],
    [
      'with something that the record has not',
      claims({ '/credentialSubject/more': 1 }),
      ['CREDENTIAL_DIFFERS /record/more'],
    ],
    [
      'about another record',
      claims({ '/evidence/0/recordDigest/sha256': 'a'.repeat(64) }),
      ['CREDENTIAL_DIFFERS /recordDigest'],
    ],
    ['with another way to hash', claims({ '/_sd_alg': 'sha-1' }), forged('HASH_REFUSED')],
    [
      'that is no JSON',
      () => withCredential(issued.file, (jwt) => `${jwt.split('.')[0]!}.AAAA.AA~`),
      forged('NOT_JSON'),
    ],
    [
      'with padding',
      () => withCredential(issued.file, (jwt, all) => [`${jwt}=`, ...all, ''].join('~')),
      forged('NOT_BASE64URL'),
    ],
    ['of no number', claims({ '/credentialSubject/number': 'x' }), forged('FIELD_WRONG')],
    ['from no day', claims({ '/validFrom': '2026-13-45T00:00:00+08:00' }), forged('FIELD_WRONG')],
    ['for longer', claims({ '/validUntil': '2999-12-31T16:00:00.000Z' }), ['CREDENTIAL_DIFFERS /record/validTo']],
    [
      'from another day',
      claims({ '/validFrom': '2026-01-01T00:00:00+08:00' }),
      ['CREDENTIAL_DIFFERS /record/validFrom'],
    ],
  ];
  it.each(vectors)('%s', (_, shown, expected) => {
    expect(fileChecked(shown())).toEqual(expected);
  });
});

describe('a credential by itself', () => {
  const jwtOf = (change: (jwt: string, disclosures: readonly string[]) => string) => (): string =>
    (JSON.parse(withCredential(issued.file, change)) as CertificateFile).credential;
  const again = (at: Readonly<Record<string, unknown>>): (() => string) =>
    jwtOf((jwt, all) => [resigned(jwt, own(), { at }), ...all, ''].join('~'));
  const vectors: readonly Vector[] = [
    ['as it was issued', (): string => parsed().credential, []],
    ['with one disclosure kept back', jwtOf((jwt, [, ...others]) => [jwt, ...others, ''].join('~')), []],
    ['that is none', (): string => 'hello', ['CREDENTIAL_HOLDER_BOUND credential']],
    ['of another channel', again({ '/evidence/0/channel': 'other' }), ['ANOTHER_REGISTER credential']],
    ['of another register', again({ '/evidence/0/register': GUIYANG }), ['ANOTHER_REGISTER credential']],
    [
      'of a registry that nobody lists',
      again({ '/credentialSubject/registry/uscc': GUIYANG }),
      ['NOT_LISTED credential', 'CREDENTIAL_KEY_UNKNOWN credential'],
    ],
    [
      'that a thief signed',
      jwtOf((jwt, all) => [resigned(jwt, thief, {}), ...all, ''].join('~')),
      ['CREDENTIAL_SIGNATURE_WRONG credential'],
    ],
    ['whose days are over', again({ '/validUntil': '2026-10-01T16:00:00.000Z' }), ['EXPIRED 2026-10-01']],
  ];
  it.each(vectors)('%s', (_, shown, expected) => {
    expect(codesOf(checkCredential(shown(), believed(issued.anchor), issued.now))).toEqual(expected);
  });
});

describe('the code of a paper', () => {
  const forged = (fault: string): string[] => [`CODE_${fault} code`];
  const spelled = (payload: string): string =>
    [issued.code.split('.')[0], payload, issued.code.split('.')[2]].join('.');
  const vectors: readonly Vector[] = [
    ['that is none', () => 'hello', forged('PARTS_WRONG')],
    [
      'that is not signed',
      () => resigned(issued.code, own(), { header: { alg: 'none' } }),
      forged('ALGORITHM_REFUSED'),
    ],
    ['that is a credential', () => parsed().credential.split('~')[0]!, forged('TYPE_WRONG')],
    ['that is a trust list', () => issued.anchor.lists[0]!, forged('TYPE_WRONG')],
    ['with padding', () => `${issued.code}=`, forged('NOT_BASE64URL')],
    ['that is no JSON', () => spelled('AAAA'), forged('NOT_JSON')],
    ['of no number', () => resigned(issued.code, own(), { at: { '/number': 'x' } }), forged('FIELD_WRONG')],
    ['with a fourth part', () => `${issued.code}.x`, forged('PARTS_WRONG')],
    [
      'with a space in its JSON',
      () =>
        spelled(
          Buffer.from(` ${Buffer.from(issued.code.split('.')[1]!, 'base64url').toString()}`).toString('base64url'),
        ),
      forged('SPELLED_OTHERWISE'),
    ],
    [
      'by a key of another registry',
      () => resigned(issued.code, own(), { header: { kid: `${GUIYANG}#1` } }),
      forged('KEY_ID_WRONG'),
    ],
    [
      'of another channel',
      () => resigned(issued.code, own(), { at: { '/channel': 'other' } }),
      ['ANOTHER_REGISTER code'],
    ],
    [
      'of another register',
      () => resigned(issued.code, own(), { at: { '/register': GUIYANG } }),
      ['ANOTHER_REGISTER code'],
    ],
    ['that a thief signed', () => resigned(issued.code, thief, {}), ['SIGNATURE_WRONG code']],
    [
      'with one letter changed',
      () => `${issued.code.slice(0, -9)}${issued.code.at(-9) === 'A' ? 'B' : 'A'}${issued.code.slice(-8)}`,
      ['SIGNATURE_WRONG code'],
    ],
  ];
  it.each(vectors)('%s', (_, shown, expected) => {
    expect(codeChecked(shown())).toEqual(expected);
  });
});

describe('a paper', () => {
  const latin = (): string => Buffer.from(issued.paper).toString('latin1');
  const bytesOf = (text: string): Uint8Array => new Uint8Array(Buffer.from(text, 'latin1'));
  const flipped = (at: number): Uint8Array => {
    const spoilt = issued.paper.slice();
    spoilt[at] = spoilt[at]! ^ 1;
    return spoilt;
  };
  const seal = (change: (jws: string) => string) => (): Uint8Array => withSeal(issued.paper, change);
  const again = (change: Parameters<typeof resigned>[2]): (() => Uint8Array) =>
    seal((jws) => resigned(jws, own(), change));
  const vectors: readonly (readonly [string, () => Uint8Array, readonly string[]])[] = [
    ['that is cut off', () => issued.paper.slice(0, 20_000), ['SEAL_MISSING seal']],
    ['whose seal was taken off', () => bytesOf(latin().split('%DPR-SEAL ')[0]!), ['SEAL_MISSING seal']],
    ['that is empty', () => new Uint8Array(), ['SEAL_MISSING seal']],
    ['with another byte on its page', () => flipped(5_000), ['BYTES_CHANGED bytes 4096 to 8191 (counted from 0)']],
    ['with another first byte', () => flipped(0), ['BYTES_CHANGED bytes 0 to 4095 (counted from 0)']],
    [
      'whose attachment was swapped',
      () => bytesOf(latin().replace('/EmbeddedFile', '/EmbeddedXile')),
      ['BYTES_CHANGED'],
    ],
    [
      'with something appended',
      () => bytesOf(`${latin()}1 0 obj\n<<>>\nendobj\nstartxref\n1\n%%EOF\n`),
      ['BYTES_ADDED_OR_MISSING after the seal'],
    ],
    [
      'whose ending was changed',
      () => bytesOf(latin().replace(/%%EOF\n$/, '%%EOX\n')),
      ['BYTES_ADDED_OR_MISSING after the seal'],
    ],
    [
      'with something before its seal',
      () => bytesOf(latin().replace('%DPR-SEAL', ' %DPR-SEAL')),
      ['BYTES_ADDED_OR_MISSING'],
    ],
    [
      'with a byte put in',
      () => bytesOf(latin().replace('endobj', 'endobj ')),
      ['BYTES_ADDED_OR_MISSING before the seal'],
    ],
    [
      'whose seal has a space in its JSON',
      seal((jws) => {
        const [, payload = '', signature = ''] = jws.split('.');
        const header = JSON.stringify({ typ: 'dpr-paper+jws', alg: 'ES256', kid: `${ZHENGZHOU}#1` }, undefined, 1);
        return [Buffer.from(header).toString('base64url'), payload, signature].join('.');
      }),
      ['SEAL_SPELLED_OTHERWISE seal'],
    ],
    ['that a thief sealed', seal((jws) => resigned(jws, thief, {})), ['SEAL_SIGNATURE_WRONG seal']],
    ['sealed by a key set that nobody knows', again({ header: { kid: `${ZHENGZHOU}#9` } }), ['SEAL_KEY_UNKNOWN seal']],
    ['sealed by another registry', again({ header: { kid: `${GUIYANG}#1` } }), ['SEAL_OF_ANOTHER_CERTIFICATE seal']],
    ['whose seal is not signed', again({ header: { alg: 'none' } }), ['SEAL_ALGORITHM_REFUSED seal']],
    ['whose seal is by nobody', again({ header: { kid: 'x' } }), ['SEAL_KEY_ID_WRONG seal']],
    ['whose seal is no JSON', seal((jws) => jws.replace(/\.[^.]+\./, '.AAAA.')), ['SEAL_NOT_JSON seal']],
    ['whose seal is no base64url', seal((jws) => `A${jws}`), ['SEAL_NOT_BASE64URL seal']],
    ['whose seal is the code', seal(() => issued.code), ['SEAL_TYPE_WRONG seal']],
    [
      'whose seal has no end',
      () => bytesOf(latin().split('\nstartxref').slice(0, -1).join('\nstartxref')),
      ['SEAL_PARTS_WRONG seal'],
    ],
    ['whose seal is spelled otherwise', seal((jws) => `${jws}=`), ['SEAL_PARTS_WRONG seal']],
    ['with the code of nothing', again({ at: { '/code': 'hello' } }), ['CODE_PARTS_WRONG seal']],
    [
      'with the code of another register',
      () =>
        withSeal(issued.paper, (jws) =>
          resigned(jws, own(), { at: { '/code': resigned(issued.code, own(), { at: { '/register': GUIYANG } }) } }),
        ),
      ['ANOTHER_REGISTER code'],
    ],
    [
      'with the code of another certificate',
      () =>
        withSeal(issued.paper, (jws) =>
          resigned(jws, own(), {
            at: { '/code': resigned(issued.code, thief, { at: { '/number': 'SJ4112026099999' } }) },
          }),
        ),
      ['SIGNATURE_WRONG code'],
    ],
    ['with fewer digests than chunks', again({ at: { '/sha256': ['a'.repeat(64)] } }), ['BYTES_CHANGED']],
    ['with no digests', again({ at: { '/sha256': [] } }), ['SEAL_FIELD_WRONG seal']],
  ];
  it.each(vectors)('%s', (_, shown, expected) => {
    const found = paperChecked(shown());
    expect(found.slice(0, expected.length).map((one, index) => one.slice(0, expected[index]?.length))).toEqual(
      expected,
    );
  });
});

describe('every code of the check', () => {
  it('is one that something forged is refused with', () => {
    const ofTrust: readonly string[] = TRUST_REFUSALS;
    expect(VERIFICATION_CODES.filter((code) => !seen.has(code) && !ofTrust.includes(code))).toEqual([]);
  });
});
