// SPDX-License-Identifier: Apache-2.0
import { toBase64Url, utf8 } from '../../../chaincode/src/protocol/bytes';
import { believeStatusList, lookUpStatus } from '../../../chaincode/src/protocol/status/checkStatusList';
import { statusBitsOf } from '../../../chaincode/src/protocol/status/statusBits';
import { trustListInputOf } from '../../../chaincode/src/protocol/trust/signedList';
import { newPrivateKeys, signEs256 } from '../../../gateway/src/signing/privateKeys';
import { anchorFor, believed, resigned } from '../../support/certificates/shown';
import { GUIYANG, ZHENGZHOU } from '../../support/filing';
import { aStatusList, encodedListOf, signedListOf } from '../../support/statusLists';
import { aSigner, aTrustList } from '../../support/trustLists';

const keys = newPrivateKeys();
const thief = newPrivateKeys();
const NUMBER = 'SJ4112026090001';
const INDEX = 80_001;
const MOMENT = '2026-09-02T12:05:00.000Z';
const STATUSES = [
  [INDEX, 'VALID'],
  [INDEX + 1, 'REVOKED'],
] as const;
const GOOD = signedListOf(aStatusList(STATUSES), keys);

type Anchor = ReturnType<typeof anchorFor>;
interface Asked {
  readonly number?: string;
  readonly registry?: string;
  readonly at?: string;
  readonly anchor?: Anchor;
}

/** What a checker finds, in a word and with its date. */
const found = async (jws: string, asked: Asked = {}): Promise<string> => {
  const { number = NUMBER, registry = ZHENGZHOU, at = MOMENT, anchor = anchorFor(keys) } = asked;
  const list = await believeStatusList(jws, believed(anchor));
  if ('refusal' in list) return list.refusal;
  const finding = lookUpStatus(list.found, { number, registry }, Date.parse(at));
  return 'status' in finding ? `${finding.status} ${finding.asOf}` : finding.refusal;
};

describe('a list that a registry signed', () => {
  it('says what each certificate was as of its date, for as long as it is fresh', async () => {
    const asOf = '2026-09-02T12:00:00.000Z';
    expect(await found(GOOD)).toBe(`VALID ${asOf}`);
    expect(await found(GOOD, { number: 'SJ4112026090002' })).toBe(`REVOKED ${asOf}`);
    expect(await found(GOOD, { at: '2026-09-02T12:14:59.999Z' })).toBe(`VALID ${asOf}`);
    // The checker's clock may be a little behind.
    expect(await found(GOOD, { at: '2026-09-02T11:58:00.000Z' })).toBe(`VALID ${asOf}`);
  });
});

type Vector = readonly [what: string, shown: () => string, expected: string, asked?: Asked];
const withList = (changes: Parameters<typeof aStatusList>[1], signer = keys): string =>
  signedListOf(aStatusList(STATUSES, changes), signer);
const at = (changes: Readonly<Record<string, unknown>>): string => resigned(GOOD, keys, { at: changes });
const header = (changes: object): string => resigned(GOOD, keys, { header: changes });
const withBytes = (bits: Uint8Array): string => withList({ encodedList: encodedListOf(bits) });
const BITS = statusBitsOf('message', STATUSES);

const MALFORMED = 'STATUS_LIST_MALFORMED';
const vectors: readonly Vector[] = [
  ['nothing', () => '', MALFORMED],
  ['a word', () => 'hello', MALFORMED],
  ['without its signature', () => GOOD.split('.').slice(0, 2).join('.'), MALFORMED],
  ['with a fourth part', () => `${GOOD}.AA`, MALFORMED],
  ['with padding', () => `${GOOD}=`, MALFORMED],
  ['that is not signed (alg none)', () => header({ alg: 'none' }), MALFORMED],
  ['with another algorithm', () => header({ alg: 'HS256' }), MALFORMED],
  ['with its own key in the header', () => header({ jwk: {} }), MALFORMED],
  ['as a certificate’s credential (typ)', () => header({ typ: 'vc+sd-jwt' }), MALFORMED],
  ['as a trust list (typ)', () => header({ typ: 'dpr-trust-list+jws' }), MALFORMED],
  ['with a key of another issuer', () => header({ kid: 'did:web:other.example.cn#keys-1' }), MALFORMED],
  ['with a key id that is none', () => header({ kid: 'keys-1' }), MALFORMED],
  ['of another type', () => at({ '/type': ['VerifiableCredential'] }), MALFORMED],
  ['with something added', () => at({ '/note': 'valid for ever' }), MALFORMED],
  ['with another ttl', () => at({ '/credentialSubject/ttl': 9e9 }), MALFORMED],
  ['with other meanings', () => at({ '/credentialSubject/statusMessage/3/message': 'VALID' }), MALFORMED],
  ['with entries of another size', () => at({ '/credentialSubject/statusSize': 2 }), MALFORMED],
  ['with a purpose that is none', () => at({ '/credentialSubject/statusPurpose': 'refresh' }), MALFORMED],
  ['that ends when it begins', () => at({ '/validUntil': '2026-09-02T12:00:00.000Z' }), MALFORMED],
  ['that says no time', () => at({ '/validFrom': 'now' }), MALFORMED],
  ['that is not base64url', () => withList({ encodedList: 'uA' }), MALFORMED],
  ['with another base (multibase z)', () => withList({ encodedList: `z${encodedListOf(BITS).slice(1)}` }), MALFORMED],
  ['that is not gzip', () => withList({ encodedList: `u${toBase64Url(BITS)}`.slice(0, 60_001) }), MALFORMED],
  ['that is longer than any can be', () => withList({ encodedList: `u${'A'.repeat(70_000)}` }), MALFORMED],
  [
    'of another channel',
    () => withList({ place: { channel: 'other', register: aStatusList([]).place.register } }),
    'STATUS_LIST_OF_ANOTHER_REGISTER',
  ],
  [
    'of another register',
    () => withList({ place: { channel: 'registry', register: GUIYANG } }),
    'STATUS_LIST_OF_ANOTHER_REGISTER',
  ],
  ['of revocations alone', () => withList({ purpose: 'revocation' }), 'STATUS_LIST_OF_ANOTHER_PURPOSE'],
  ['of suspensions alone', () => withList({ purpose: 'suspension' }), 'STATUS_LIST_OF_ANOTHER_PURPOSE'],
  [
    'that is to be fresh for longer than a day',
    () => withList({ validUntil: '2026-09-03T12:00:00.001Z' }),
    'STATUS_LIST_LIFETIME_TOO_LONG',
  ],
  ['of a registry that nobody lists', () => withList({ registry: GUIYANG }), 'NOT_LISTED', { registry: GUIYANG }],
  ['with a key set that nobody lists', () => withList({ keys: 2 }), 'KEY_UNKNOWN'],
  [
    'of before there was a trust list',
    () => withList({ validFrom: '2026-09-01T12:00:00.000Z', validUntil: '2026-09-01T12:15:00.000Z' }),
    'LIST_NONE_ON_THE_DAY',
  ],
  [
    'of a registry that is trusted no more',
    () => GOOD,
    'NOT_ACCREDITED_ON_THE_DAY',
    { anchor: anchorFor(keys, {}, { accreditation: { number: 'A', from: '2026-01-01', to: '2026-09-01' } }) },
  ],
  [
    'with a key that is not yet in force',
    () => GOOD,
    'KEY_OUT_OF_VALIDITY',
    { anchor: anchorFor(keys, { validFrom: '2026-09-02T12:00:00.001Z' }) },
  ],
  [
    'with a key that was replaced',
    () => GOOD,
    'KEY_OUT_OF_VALIDITY',
    { anchor: anchorFor(keys, { validUntil: '2026-09-02T12:00:00.000Z' }) },
  ],
  [
    'with a key that was revoked before',
    () => GOOD,
    'KEY_REVOKED',
    { anchor: anchorFor(keys, { revokedAt: '2026-09-02T11:00:00.000Z', reasonCode: 'KR-CEASED' }) },
  ],
  [
    'with a key that is known to have been stolen by then',
    () => GOOD,
    'KEY_COMPROMISED',
    {
      anchor: anchorFor(keys, {
        revokedAt: '2026-09-20T00:00:00.000Z',
        reasonCode: 'KR-COMPROMISED',
        compromisedSince: '2026-09-02T00:00:00.000Z',
      }),
    },
  ],
  [
    'with a key that was stolen, whatever its date',
    () => GOOD,
    'KEY_REVOKED',
    { anchor: anchorFor(keys, { revokedAt: '2026-09-20T00:00:00.000Z', reasonCode: 'KR-COMPROMISED' }) },
  ],
  ['signed by a thief', () => withList({}, thief), 'STATUS_LIST_SIGNATURE_WRONG'],
  [
    'with a signature of zeros',
    () => `${GOOD.split('.').slice(0, 2).join('.')}.${'A'.repeat(86)}`,
    'STATUS_LIST_SIGNATURE_WRONG',
  ],
  ['with half a signature', () => GOOD.slice(0, -42), 'STATUS_LIST_SIGNATURE_WRONG'],
  [
    'made longer after it was signed',
    () => GOOD.replace(GOOD.split('.')[1]!, aStatusListPart({ validUntil: '2026-09-02T23:00:00.000Z' })),
    'STATUS_LIST_SIGNATURE_WRONG',
  ],
  [
    'with another list after it was signed',
    () =>
      GOOD.replace(
        GOOD.split('.')[1]!,
        aStatusListPart({ encodedList: encodedListOf(statusBitsOf('message', [[INDEX, 'EXPIRED']])) }),
      ),
    'STATUS_LIST_SIGNATURE_WRONG',
  ],
  ['one byte too short', () => withBytes(BITS.subarray(1)), 'STATUS_LIST_LENGTH_WRONG'],
  ['one byte too long', () => withBytes(Buffer.concat([BITS, Uint8Array.of(0)])), 'STATUS_LIST_LENGTH_WRONG'],
  ['with nothing in it', () => withBytes(Uint8Array.of()), 'STATUS_LIST_LENGTH_WRONG'],
  ['that unpacks to forty megabytes', () => withBytes(Buffer.alloc(40_000_000)), 'STATUS_LIST_LENGTH_WRONG'],
  ['of another registry than the certificate’s', () => GOOD, 'STATUS_LIST_OF_ANOTHER_REGISTRY', { registry: GUIYANG }],
  ['of another year', () => GOOD, 'STATUS_LIST_OF_ANOTHER_YEAR', { number: 'SJ4112025090001' }],
  ['from the future', () => GOOD, 'STATUS_LIST_FROM_THE_FUTURE', { at: '2026-09-02T11:57:59.999Z' }],
  ['that is stale', () => GOOD, 'STATUS_LIST_STALE', { at: '2026-09-02T12:15:00.000Z' }],
  [
    'that is stale, of one that was revoked',
    () => GOOD,
    'STATUS_LIST_STALE',
    { at: '2026-12-01T00:00:00.000Z', number: 'SJ4112026090002' },
  ],
  ['that does not know the certificate', () => GOOD, 'STATUS_NOT_LISTED', { number: 'SJ4112026090003' }],
  ['with a value that has no meaning', () => withBytes(new Uint8Array(49_152).fill(0xff)), 'STATUS_NOT_LISTED'],
];

const aStatusListPart = (changes: Parameters<typeof aStatusList>[1]): string =>
  signedListOf(aStatusList(STATUSES, changes), keys).split('.')[1]!;

describe('a status list', () => {
  const rows = vectors.map(([what, shown, expected, asked]) => ({ what, shown, expected, asked }));
  it.each(rows)('$what is refused with its own code', async ({ shown, expected, asked }) => {
    expect(await found(shown(), asked)).toBe(expected);
  });

  it('is not taken for a trust list, and a trust list not for one', async () => {
    const supervisor = aSigner();
    const text = trustListInputOf(aTrustList(supervisor), 1);
    expect(await found(`${text}.${toBase64Url(signEs256(text, supervisor.keys))}`)).toBe(MALFORMED);
    expect(await found(`${toBase64Url(utf8('{}'))}.${toBase64Url(utf8('{}'))}.AA`)).toBe(MALFORMED);
  });

  it('is dated in every answer, also in that it is stale', async () => {
    const list = await believeStatusList(GOOD, believed(anchorFor(keys)));
    if ('refusal' in list) throw new Error(list.refusal);
    const late = lookUpStatus(
      list.found,
      { number: NUMBER, registry: ZHENGZHOU },
      Date.parse('2026-10-01T00:00:00.000Z'),
    );
    expect(late).toEqual({ refusal: 'STATUS_LIST_STALE', asOf: '2026-09-02T12:00:00.000Z' });
  });
});
