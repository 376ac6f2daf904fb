// SPDX-License-Identifier: Apache-2.0
import { verifyTypedData, Wallet } from 'ethers';
import type { ForeignPlatform } from '../../../../chaincode/src/protocol/schemas/trustList';
import {
  checkForeignCertificate,
  foreignCertificate,
} from '../../../../chaincode/src/protocol/trust/foreignCertificate';
import type { ForeignCertificate } from '../../../../chaincode/src/protocol/trust/foreignCertificate';
import type { ScopeAsked } from '../../../../chaincode/src/protocol/trust/judgeIssuer';
import { CERTIFICATE_TYPES } from '../../../../chaincode/src/protocol/typedData/certificateMessage';
import { codeOf } from '../../../support/refusal';
import { validated } from '../../../../chaincode/src/protocol/schemas/validate';

/** As the platform's own programs do it: with ethers' wallet, not with our code. */
const wallet = new Wallet(`0x${'7'.repeat(64)}`);
const other = new Wallet(`0x${'8'.repeat(64)}`);
const DOMAIN = {
  ...{ name: 'HarbourExchange', version: '1', chainId: '2026' },
  verifyingContract: '0x5fbdb2315678afecb367f032d93f642f64180aa3',
};
const MESSAGE: ForeignCertificate['message'] = {
  ...{ number: 'HX-2026-0001', version: 1, registry: 'HarbourExchange' },
  ...{ validFrom: '2026-09-11', validTo: '2029-09-11' },
  ...{ sha256: `0x${'5'.repeat(64)}`, sm3: `0x${'0'.repeat(64)}` },
};
const NOW = Date.parse('2026-10-10T04:00:00.000Z');

const platform = (changes: Partial<ForeignPlatform> = {}, key: object = {}): ForeignPlatform => ({
  ...{ platformId: 'harbour-exchange', name: '海港数据交易平台', domain: DOMAIN, from: '2026-01-01' },
  scope: { caseTypes: ['RECOGNITION'], regionCodes: ['000000'], purposes: ['LISTING'] },
  keys: [{ address: wallet.address.toLowerCase(), validFrom: '2026-01-01T00:00:00.000Z', ...key }],
  ...changes,
});

interface Signing {
  readonly domain?: Partial<typeof DOMAIN>;
  readonly message?: Partial<typeof MESSAGE>;
  readonly by?: Wallet;
}

const signed = async ({ domain, message, by = wallet }: Signing = {}): Promise<ForeignCertificate> => {
  const [place, said] = [
    { ...DOMAIN, ...domain },
    { ...MESSAGE, ...message },
  ];
  const signature = await by.signTypedData(place, CERTIFICATE_TYPES, said);
  return { domain: place, message: said, signature };
};
const check = (shown: ForeignCertificate, listed = platform(), asked: ScopeAsked = {}, at = NOW): unknown => {
  const finding = checkForeignCertificate({ version: 3, platforms: [listed] }, shown, { ...asked, at });
  return 'refusal' in finding ? finding.refusal : finding.found;
};

describe('a certificate of a platform on an EVM chain', () => {
  it('is trusted where a listed platform signed it with a listed key', async () => {
    const shown = validated(foreignCertificate, await signed());
    const found = { version: 3, platform: platform(), signer: wallet.address.toLowerCase() };
    expect(check(shown, platform(), { purpose: 'LISTING', caseType: 'RECOGNITION' })).toEqual(found);
    // The same message checks where it comes from.
    expect(verifyTypedData(DOMAIN, CERTIFICATE_TYPES, MESSAGE, shown.signature)).toBe(wallet.address);
  });

  it.each<readonly [string, Signing]>([
    ['another name', { domain: { name: 'HarborExchange' } }],
    ['another version', { domain: { version: '2' } }],
    ['another chain', { domain: { chainId: '1' } }],
    ['another contract', { domain: { verifyingContract: `0x${'5'.repeat(40)}` } }],
  ])('is of no listed platform with %s in its domain', async (_what, signing) => {
    expect(check(await signed(signing))).toBe('DOMAIN_NOT_LISTED');
  });

  it('is not taken from the domain that it was signed for into a listed one', async () => {
    const shown = await signed({ domain: { chainId: '1' } });
    expect(check({ ...shown, domain: DOMAIN })).toBe('SIGNER_NOT_LISTED');
  });

  it.each<readonly [string, Partial<typeof MESSAGE>]>([
    ['number', { number: 'HX-2026-0002' }],
    ['holder’s record', { sha256: `0x${'6'.repeat(64)}` }],
    ['end', { validTo: '2039-09-11' }],
  ])('has no other %s than was signed', async (_what, message) => {
    const shown = await signed();
    expect(check({ ...shown, message: { ...MESSAGE, ...message } })).toBe('SIGNER_NOT_LISTED');
  });

  it('is not trusted from somebody else, or with a signature that is none', async () => {
    expect(check(await signed({ by: other }))).toBe('SIGNER_NOT_LISTED');
    const shown = await signed();
    const r = shown.signature.slice(0, 66);
    for (const rest of [`${'f'.repeat(64)}1b`, `${shown.signature.slice(66, 130)}1d`, `${'0'.repeat(64)}1b`]) {
      expect(check({ ...shown, signature: r + rest })).toBe('SIGNATURE_MALFORMED');
    }
  });

  it.each<readonly [string, Parameters<typeof platform>, ScopeAsked, number]>([
    ['PURPOSE_OUT_OF_SCOPE', [], { purpose: 'PLEDGE' }, NOW],
    ['CASE_TYPE_OUT_OF_SCOPE', [], { caseType: 'INITIAL' }, NOW],
    ['NOT_ACCREDITED_ON_THE_DAY', [{ from: '2026-09-12' }], {}, NOW],
    ['NOT_ACCREDITED_ON_THE_DAY', [{ to: '2026-09-10' }], {}, NOW],
    ['KEY_REVOKED', [{}, { revokedAt: '2026-10-01T00:00:00.000Z' }], {}, NOW],
    ['KEY_OUT_OF_VALIDITY', [{}, { validFrom: '2026-09-11T16:00:00.000Z' }], {}, NOW],
    ['KEY_OUT_OF_VALIDITY', [{}, { validUntil: '2026-09-10T16:00:00.000Z' }], {}, NOW],
    ['NOT_YET_VALID', [], {}, Date.parse('2026-09-10T15:59:59.999Z')],
    ['EXPIRED', [], {}, Date.parse('2029-09-11T16:00:00.000Z')],
  ])('%s of a platform listed as %j, asked for %j', async (refusal, listedAs, asked, at) => {
    expect(check(await signed(), platform(...listedAs), asked, at)).toBe(refusal);
  });

  it('may be signed with either key on the day of a rotation, and be used on both its ends', async () => {
    const noon = '2026-09-11T04:00:00.000Z';
    const shown = await signed();
    expect(check(shown, platform({}, { validUntil: noon }))).toMatchObject({ version: 3 });
    expect(check(shown, platform({}, { validFrom: noon }))).toMatchObject({ version: 3 });
    expect(check(shown, platform(), {}, Date.parse('2026-09-10T16:00:00.000Z'))).toMatchObject({ version: 3 });
    expect(check(shown, platform(), {}, Date.parse('2029-09-11T15:59:59.999Z'))).toMatchObject({ version: 3 });
  });

  it.each([
    ['capitals in its signature', { signature: `0x${'A'.repeat(130)}` }],
    [
      'a checksummed contract',
      { domain: { ...DOMAIN, verifyingContract: '0x5FbDB2315678afecb367f032d93F642f64180aa3' } },
    ],
    ['a chain as a number', { domain: { ...DOMAIN, chainId: 2026 } }],
    ['a salt beside', { domain: { ...DOMAIN, salt: `0x${'0'.repeat(64)}` } }],
  ])('has one spelling: not with %s', async (_what, changes) => {
    const shown = await signed();
    expect(codeOf(() => validated(foreignCertificate, { ...shown, ...changes }))).toBe('VALIDATION_FAILED');
  });
});
