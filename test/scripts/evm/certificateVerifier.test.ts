// SPDX-License-Identifier: Apache-2.0
import {
  inclusionProof,
  merkleRoot,
  statusLeafOf,
  statusRootDigestOf,
  toHex,
  typedDigestOf,
} from '@registry/chaincode/protocol';
import type { CertificateStatement, StatedStatus, StatusRoot, TrustList } from '@registry/chaincode/protocol';
import { getAddress } from 'ethers';
import fc from 'fast-check';
import { addressOf } from '../../../chaincode/src/protocol/typedData/recoverKey';
import { STATUS_NUMBERS } from '../../../chaincode/src/protocol/typedData/statusTree';
import { signDigest, signStatement } from '../../../gateway/src/signing/privateKeys';
import { EvmChain } from '../../../scripts/src/evm/chain';
import { compileVerifier } from '../../../scripts/src/evm/compile';
import type { CompiledContract } from '../../../scripts/src/evm/compile';
import { VerifierCalls } from '../../../scripts/src/evm/calls';
import { DeployedVerifier, VERIFIER_CODES } from '../../../scripts/src/evm/verifier';
import type { ShownCertificate, StatusEndorsement } from '../../../scripts/src/evm/shown';
import type { VerifierCode } from '../../../scripts/src/evm/verifier';
import { GUIYANG, ZHENGZHOU } from '../../support/filing';
import { aSigner, aTrustList, listed, PLACE, signatureFor } from '../../support/trustLists';
import type { Signer } from '../../support/trustLists';

const NOON = Date.parse('2026-09-20T04:00:00.000Z');
const AT = new Date(NOON).toISOString();
const HOUR = 3_600_000;
/** The order of secp256k1. */
const ORDER = 0xfffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141n;

let compiled: CompiledContract;
let chain: EvmChain;
let now = NOON;
const [supervisor, zhengzhou, guiyang] = [aSigner(), aSigner(), aSigner()] as [Signer, Signer, Signer];

const statement = (changes: Partial<CertificateStatement> = {}): CertificateStatement => ({
  ...{ number: 'SJ4112026090001', version: 1, registry: ZHENGZHOU, validFrom: '2026-09-20', validTo: '2029-09-20' },
  recordDigest: { sha256: 'a'.repeat(64), sm3: 'b'.repeat(64) } as CertificateStatement['recordDigest'],
  ...changes,
});

/** A register with eleven other certificates beside the one that is looked at: a tree with an uneven end. */
const treeWith = (shown: StatedStatus): StatedStatus[] => {
  const others = Array.from({ length: 11 }, (_, index) => ({
    statement: statement({ number: `SJ41120260910${String(index).padStart(2, '0')}` }),
    status: 'VALID' as const,
  }));
  return [...others.slice(0, 6), shown, ...others.slice(6)];
};

interface Setting {
  readonly list?: Partial<TrustList>;
  readonly zhengzhouKeys?: Partial<Signer['set']>;
  readonly stated?: Partial<StatedStatus>;
  readonly root?: Partial<StatusRoot>;
  readonly leaveOut?: 'list' | 'root';
}

interface Scene {
  readonly verifier: DeployedVerifier;
  readonly shown: ShownCertificate;
  readonly root: StatusRoot;
}

const endorsed = (root: StatusRoot, by: readonly (readonly [string, Signer])[]): StatusEndorsement[] =>
  by.map(([registry, { keys, set }]) => ({
    ...{ registry, keys: set.version },
    eip712: signDigest(statusRootDigestOf(PLACE, root), keys),
  }));

const deploy = (): Promise<DeployedVerifier> =>
  DeployedVerifier.deploy(chain, compiled, { place: PLACE, supervisor: addressOf(supervisor.set.keys.secp256k1) });

const listFor = ({ list, zhengzhouKeys }: Setting): TrustList => {
  const own = { ...zhengzhou.set, ...zhengzhouKeys };
  return aTrustList(supervisor, {
    institutions: [listed(ZHENGZHOU, [own]), listed(GUIYANG, [guiyang.set])],
    ...list,
  });
};

const scene = async (said: CertificateStatement = statement(), setting: Setting = {}): Promise<Scene> => {
  const verifier = await deploy();
  const list = listFor(setting);
  if (setting.leaveOut !== 'list') {
    expect(await verifier.publishTrustList(list, signatureFor(list, supervisor))).not.toHaveProperty('refusal');
  }
  const stated: StatedStatus = { statement: said, status: 'VALID', ...setting.stated };
  const leaves = treeWith(stated).map(statusLeafOf);
  const root = { root: toHex(merkleRoot(leaves)), size: leaves.length, height: 40, at: AT, ...setting.root };
  if (setting.leaveOut === undefined) {
    const by = endorsed(root, [[GUIYANG, guiyang]]);
    expect(await verifier.publishStatusRoot(root, by)).not.toHaveProperty('refusal');
  }
  const { eip712, keys } = signStatement({ place: PLACE, statement: said }, { version: 1, keys: zhengzhou.keys });
  const until = stated.suspendedUntil === undefined ? 0 : Date.parse(stated.suspendedUntil) / 1000;
  const path = inclusionProof(leaves, 6).map(toHex);
  const status = { status: STATUS_NUMBERS[stated.status], suspendedUntil: until, index: 6, path };
  return { verifier, root, shown: { place: PLACE, statement: said, keys, eip712, status } };
};

beforeAll(async () => {
  compiled = compileVerifier();
  chain = await EvmChain.open(() => Math.floor(now / 1000));
}, 120_000);
beforeEach(() => {
  now = NOON;
});

const word = (value: bigint): string => value.toString(16).padStart(64, '0');

/** The other signature that ECDSA has for the same message and key. */
const mirrored = ({ eip712 }: ShownCertificate): string => {
  const s = BigInt(`0x${eip712.slice(64, 128)}`);
  return eip712.slice(0, 64) + word(ORDER - s) + (eip712.endsWith('1b') ? '1c' : '1b');
};

type Change = (shown: ShownCertificate) => Partial<ShownCertificate>;
type Case = readonly [code: VerifierCode, what: string, set: Parameters<typeof scene>, change: Change];
const asItIs: Change = () => ({});

const signedBy = (
  { keys }: Signer,
  { statement: said }: ShownCertificate,
  place = PLACE,
): Partial<ShownCertificate> => ({
  eip712: signDigest(typedDigestOf(place, said), keys),
});
const stranger = aSigner();
const inSet = (set: Signer['set']): Setting => ({ zhengzhouKeys: set });

const CASES: readonly Case[] = [
  ['WRONG_DOMAIN', 'of another register', [], () => ({ place: { ...PLACE, register: ZHENGZHOU } })],
  ['WRONG_DOMAIN', 'of another channel', [], () => ({ place: { ...PLACE, channel: 'other' } })],
  [
    'WRONG_SIGNER',
    'signed for another register',
    [],
    (shown) => signedBy(zhengzhou, shown, { ...PLACE, channel: 'other' }),
  ],
  ['WRONG_SIGNER', 'signed by a stranger', [], (shown) => signedBy(stranger, shown)],
  ['WRONG_SIGNER', 'signed by the other registry', [], (shown) => signedBy(guiyang, shown)],
  ['WRONG_SIGNER', 'signed by the supervisor', [], (shown) => signedBy(supervisor, shown)],
  [
    'WRONG_SIGNER',
    'with another number',
    [],
    ({ statement: said }) => ({ statement: { ...said, number: 'SJ4112026090002' } }),
  ],
  ['WRONG_SIGNER', 'with another version', [], ({ statement: said }) => ({ statement: { ...said, version: 2 } })],
  [
    'WRONG_SIGNER',
    'with a later end',
    [],
    ({ statement: said }) => ({ statement: { ...said, validTo: '2039-09-20' } }),
  ],
  [
    'WRONG_SIGNER',
    'with another record',
    [],
    ({ statement: said }) => ({
      statement: { ...said, recordDigest: { ...said.recordDigest, sm3: 'c'.repeat(64) } as never },
    }),
  ],
  [
    'WRONG_SIGNER',
    'in the name of the other registry',
    [],
    ({ statement: said }) => ({ statement: { ...said, registry: GUIYANG } }),
  ],
  ['MALFORMED_SIGNATURE', 'with a short signature', [], ({ eip712 }) => ({ eip712: eip712.slice(0, 128) })],
  ['MALFORMED_SIGNATURE', 'with a byte too many', [], ({ eip712 }) => ({ eip712: `${eip712}00` })],
  ['MALFORMED_SIGNATURE', 'without a signature', [], () => ({ eip712: '' })],
  ['BAD_V', 'with v of 0 or 1', [], ({ eip712 }) => ({ eip712: `${eip712.slice(0, 128)}00` })],
  ['BAD_V', 'with v of 29', [], ({ eip712 }) => ({ eip712: `${eip712.slice(0, 128)}1d` })],
  ['HIGH_S', 'with the mirrored signature', [], (shown) => ({ eip712: mirrored(shown) })],
  ['NO_SIGNER', 'with r and s of zero', [], () => ({ eip712: `${'0'.repeat(128)}1b` })],
  ['NO_SIGNER', 'with r beyond the order', [], () => ({ eip712: `${'f'.repeat(64)}${word(1n)}1b` })],
  ['NO_SIGNER', 'with s of zero', [], ({ eip712 }) => ({ eip712: `${eip712.slice(0, 64)}${'0'.repeat(64)}1b` })],
  ['TRUST_LIST_NONE', 'before the first trust list', [statement(), { leaveOut: 'list' }], asItIs],
  [
    'UNKNOWN_REGISTRY',
    'of a registry that no list names',
    [statement(), { list: { institutions: [listed(GUIYANG, [guiyang.set])] } }],
    asItIs,
  ],
  ['UNKNOWN_KEY', 'with a key set that no list names', [], () => ({ keys: 2 })],
  ['MALFORMED_DATE', 'from a day that is none', [statement({ validFrom: '2026-02-29' })], asItIs],
  ['MALFORMED_DATE', 'until a thirteenth month', [statement({ validTo: '2029-13-01' })], asItIs],
  ['MALFORMED_DATE', 'until a day in other digits', [statement({ validTo: '２029-09-2' })], asItIs],
  ['MALFORMED_DATE', 'until a day with slashes', [statement({ validTo: '2029/09/20' })], asItIs],
  ['MALFORMED_DATE', 'from the first day that has no time here', [statement({ validFrom: '1970-01-01' })], asItIs],
  [
    'NOT_ACCREDITED',
    'from before the accreditation',
    [
      statement(),
      {
        list: {
          institutions: [
            listed(ZHENGZHOU, [zhengzhou.set], { accreditation: { number: 'A', from: '2026-09-21' } }),
            listed(GUIYANG, [guiyang.set]),
          ],
        },
      },
    ],
    asItIs,
  ],
  [
    'NOT_ACCREDITED',
    'from after the accreditation',
    [
      statement(),
      {
        list: {
          institutions: [
            listed(ZHENGZHOU, [zhengzhou.set], {
              accreditation: { number: 'A', from: '2026-01-01', to: '2026-09-19' },
            }),
            listed(GUIYANG, [guiyang.set]),
          ],
        },
      },
    ],
    asItIs,
  ],
  [
    'KEY_OUT_OF_VALIDITY',
    'from before its key',
    [statement(), inSet({ ...zhengzhou.set, validFrom: '2026-09-20T16:00:00.000Z' })],
    asItIs,
  ],
  [
    'KEY_OUT_OF_VALIDITY',
    'from after its key',
    [statement(), inSet({ ...zhengzhou.set, validUntil: '2026-09-19T16:00:00.000Z' })],
    asItIs,
  ],
  [
    'KEY_REVOKED',
    'from after the revocation of its key',
    [statement(), inSet({ ...zhengzhou.set, revokedAt: '2026-09-19T15:00:00.000Z' })],
    asItIs,
  ],
  ['NOT_YET_VALID', 'from tomorrow', [statement({ validFrom: '2026-09-21' })], asItIs],
  ['EXPIRED', 'until yesterday', [statement({ validTo: '2026-09-19' })], asItIs],
  ['STATUS_NONE', 'before the first status root', [statement(), { leaveOut: 'root' }], asItIs],
  [
    'STATUS_STALE',
    'with a status root of long ago',
    [statement(), { root: { at: '2026-09-20T02:59:59.000Z' } }],
    asItIs,
  ],
  ['STATUS_NOT_PROVEN', 'in the place of another', [], ({ status }) => ({ status: { ...status, index: 5 } })],
  ['STATUS_NOT_PROVEN', 'beyond the tree', [], ({ status }) => ({ status: { ...status, index: 12 } })],
  [
    'STATUS_NOT_PROVEN',
    'with a path too short',
    [],
    ({ status }) => ({ status: { ...status, path: status.path.slice(1) } }),
  ],
  [
    'STATUS_NOT_PROVEN',
    'with a path too long',
    [],
    ({ status }) => ({ status: { ...status, path: [...status.path, 'a'.repeat(64)] } }),
  ],
  [
    'STATUS_NOT_PROVEN',
    'with a path of another',
    [],
    ({ status }) => ({ status: { ...status, path: [...status.path].reverse() } }),
  ],
  [
    'STATUS_NOT_PROVEN',
    'revoked, and said to be valid',
    [statement(), { stated: { status: 'REVOKED' } }],
    ({ status }) => ({ status: { ...status, status: 0 } }),
  ],
  [
    'STATUS_NOT_PROVEN',
    'suspended, and said to be until yesterday',
    [statement(), { stated: { status: 'SUSPENDED' } }],
    ({ status }) => ({ status: { ...status, suspendedUntil: 1 } }),
  ],
  ['SUSPENDED', 'suspended', [statement(), { stated: { status: 'SUSPENDED' } }], asItIs],
  [
    'SUSPENDED',
    'suspended until tomorrow',
    [statement(), { stated: { status: 'SUSPENDED', suspendedUntil: '2026-09-21T04:00:00.000Z' } }],
    asItIs,
  ],
  ['REVOKED', 'revoked', [statement(), { stated: { status: 'REVOKED' } }], asItIs],
  ['CANCELLED', 'cancelled', [statement(), { stated: { status: 'CANCELLED' } }], asItIs],
  ['SUPERSEDED', 'superseded', [statement(), { stated: { status: 'SUPERSEDED' } }], asItIs],
];

describe('the verifier on an EVM', () => {
  it('finds a certificate valid that a gateway signed, and says what that costs', async () => {
    const { verifier, shown } = await scene();
    const { code, gas } = await verifier.verify(shown);
    const transaction = await verifier.gasOfVerification(shown);
    expect(code).toBe('VALID');
    // By another contract, and as a transaction of its own: both are far below one block of any chain.
    expect(gas).toBeLessThan(50_000);
    expect(transaction).toBeLessThan(75_000);
  });

  it.each(CASES)('answers %s to a certificate %s', async (code, _what, set, change) => {
    const { verifier, shown } = await scene(...set);
    expect(await verifier.verify({ ...shown, ...change(shown) })).toMatchObject({ code });
  });

  it('answers STATUS_UNKNOWN to a status that it does not know, though it is proven', async () => {
    const spy = jest.replaceProperty(STATUS_NUMBERS, 'CANCELLED', 9);
    const { verifier, shown } = await scene(statement(), { stated: { status: 'CANCELLED' } });
    spy.restore();
    expect(await verifier.verify(shown)).toMatchObject({ code: 'STATUS_UNKNOWN' });
  });

  it('is not valid with any one bit of the call changed that says something', async () => {
    const { verifier, shown } = await scene();
    const calls = new VerifierCalls(compiled);
    const good = calls.verify(shown);
    const said = (data: string): string =>
      JSON.stringify(calls.interface.decodeFunctionData('verify', data).toArray(true), (_, value: unknown) =>
        typeof value === 'bigint' ? String(value) : value,
      );
    const bits = fc.integer({ min: 8 + 64, max: good.length * 4 - 9 });
    await fc.assert(
      fc.asyncProperty(bits, async (bit) => {
        const at = 2 + Math.floor(bit / 4);
        if (at >= good.length) return;
        const digit = (parseInt(good.charAt(at), 16) ^ (1 << (bit % 4))).toString(16);
        const changed = good.slice(0, at) + digit + good.slice(at + 1);
        const code = await verifier.answerTo(changed);
        // What pads a text to whole words says nothing, and is not signed.
        if (code === 'VALID') expect(said(changed)).toBe(said(good));
      }),
      { numRuns: 600 },
    );
    expect(await verifier.answerTo(good)).toBe('VALID');
  });

  it('has a case for every refusal', () => {
    const shown = new Set(CASES.map(([code]) => code));
    expect(VERIFIER_CODES.filter((code) => !shown.has(code))).toEqual(['VALID', 'TRUST_LIST_STALE', 'STATUS_UNKNOWN']);
  });

  it('finds it valid again when a suspension is over by itself', async () => {
    const { verifier, shown } = await scene(statement(), {
      stated: { status: 'SUSPENDED', suspendedUntil: '2026-09-20T04:30:00.000Z' },
    });
    expect(await verifier.verify(shown)).toMatchObject({ code: 'SUSPENDED' });
    now += HOUR / 2;
    expect(await verifier.verify(shown)).toMatchObject({ code: 'VALID' });
  });

  it('counts the days in Asia/Shanghai, both ends included', async () => {
    now = Date.parse('2026-09-19T16:00:00.000Z');
    const { verifier, shown } = await scene(statement({ validTo: '2026-09-20' }), {
      root: { at: new Date(now).toISOString() },
    });
    expect(await verifier.verify(shown)).toMatchObject({ code: 'VALID' });
    now -= 1_000;
    expect(await verifier.verify(shown)).toMatchObject({ code: 'NOT_YET_VALID' });
    now = Date.parse('2026-09-20T16:00:00.000Z');
    expect(await verifier.verify(shown)).toMatchObject({ code: 'EXPIRED' });
  });

  it('knows leap days', async () => {
    const { verifier, shown } = await scene(statement({ validTo: '2028-02-29' }));
    expect(await verifier.verify(shown)).toMatchObject({ code: 'VALID' });
  });

  it('finds certificates of before a rotation and before a revocation valid', async () => {
    const times = { validUntil: '2026-09-20T04:00:00.000Z', revokedAt: '2026-09-20T04:30:00.000Z' };
    const { verifier, shown } = await scene(statement(), inSet({ ...zhengzhou.set, ...times }));
    expect(await verifier.verify(shown)).toMatchObject({ code: 'VALID' });
  });

  it('lets a later version of a certificate be signed with a later key', async () => {
    const set = { ...zhengzhou.set, validFrom: '2026-09-25T00:00:00.000Z' };
    const { verifier, shown } = await scene(statement({ version: 2 }), inSet(set));
    expect(await verifier.verify(shown)).toMatchObject({ code: 'VALID' });
  });

  it('trusts a list no longer than it says', async () => {
    const { verifier, shown } = await scene(statement(), { list: { nextUpdate: '2026-09-20T04:10:00.000Z' } });
    expect(await verifier.verify(shown)).toMatchObject({ code: 'VALID' });
    now += HOUR / 2;
    expect(await verifier.verify(shown)).toMatchObject({ code: 'TRUST_LIST_STALE' });
  });

  describe('takes a trust list', () => {
    it('only from the supervisor', async () => {
      const verifier = await deploy();
      const list = listFor({});
      expect(await verifier.publishTrustList(list, signatureFor(list, zhengzhou))).toMatchObject({
        refusal: `NotSignedBySupervisor(${getAddress(addressOf(zhengzhou.set.keys.secp256k1))})`,
      });
    });

    it('only as it was signed', async () => {
      const verifier = await deploy();
      const list = listFor({});
      const signature = signatureFor(list, supervisor);
      const other = { ...list, institutions: [listed(ZHENGZHOU, [stranger.set])] };
      expect((await verifier.publishTrustList(other, signature)).refusal).toMatch(/^NotSignedBySupervisor\(/);
      expect((await verifier.publishTrustList(list, mirrored({ eip712: signature } as ShownCertificate))).refusal).toBe(
        `BadSignature(${String(VERIFIER_CODES.indexOf('HIGH_S'))})`,
      );
      expect(await verifier.publishTrustList(list, signature)).not.toHaveProperty('refusal');
    });

    it('only once, and none from before it or from the future', async () => {
      const { verifier } = await scene(statement(), { list: { version: 2 } });
      const publish = (list: TrustList): Promise<unknown> =>
        verifier.publishTrustList(list, signatureFor(list, supervisor));
      expect(await publish(listFor({ list: { version: 2 } }))).toMatchObject({ refusal: 'NotNewer(2,2)' });
      expect(await publish(listFor({ list: { version: 1 } }))).toMatchObject({ refusal: 'NotNewer(2,1)' });
      const ahead = listFor({ list: { version: 3, issuedAt: '2026-09-20T04:02:01.000Z' } });
      expect(await publish(ahead)).toMatchObject({ refusal: `FromTheFuture(${String(NOON / 1000 + 121)})` });
    });

    it('signed with the key that the list before it names: the supervisor’s keys rotate', async () => {
      const { verifier, shown } = await scene();
      const next = aSigner({ version: 2 });
      const keySets = [{ ...supervisor.set, validUntil: AT }, next.set] as never;
      const second = listFor({ list: { version: 2, supervisor: { ...aTrustList(supervisor).supervisor, keySets } } });
      expect(await verifier.publishTrustList(second, signatureFor(second, supervisor))).not.toHaveProperty('refusal');
      const third = { ...second, version: 3 };
      expect((await verifier.publishTrustList(third, signatureFor(third, supervisor))).refusal).toMatch(/^NotSigned/);
      expect(await verifier.publishTrustList(third, signatureFor(third, next))).not.toHaveProperty('refusal');
      expect(await verifier.verify(shown)).toMatchObject({ code: 'VALID' });
    });

    it('that revokes a key or leaves a registry out: its certificates are refused at once', async () => {
      const { verifier, shown } = await scene();
      const second = listFor({ list: { version: 2 }, zhengzhouKeys: { revokedAt: '2026-09-19T00:00:00.000Z' } });
      await verifier.publishTrustList(second, signatureFor(second, supervisor));
      expect(await verifier.verify(shown)).toMatchObject({ code: 'KEY_REVOKED' });
      const third = listFor({ list: { version: 3, institutions: [listed(GUIYANG, [guiyang.set])] } });
      await verifier.publishTrustList(third, signatureFor(third, supervisor));
      expect(await verifier.verify(shown)).toMatchObject({ code: 'UNKNOWN_REGISTRY' });
    });
  });

  describe('takes a status root', () => {
    const later = (root: StatusRoot, changes: Partial<StatusRoot> = {}): StatusRoot => ({
      ...root,
      at: new Date(NOON + 60_000).toISOString(),
      ...changes,
    });

    it('from as many registries as the list asks for, each once', async () => {
      const { verifier, root } = await scene(statement(), {
        list: { status: { quorum: 2, lifetimeSeconds: 3_600 } },
        leaveOut: 'root',
      });
      const publish = (by: readonly (readonly [string, Signer])[]): Promise<unknown> =>
        verifier.publishStatusRoot(root, endorsed(root, by));
      expect(await publish([[GUIYANG, guiyang]])).toMatchObject({ refusal: 'NoQuorum(1,2)' });
      const twice = await publish([
        [GUIYANG, guiyang],
        [GUIYANG, guiyang],
      ]);
      expect(twice).toMatchObject({ refusal: `EndorsementsNotInOrder(${GUIYANG})` });
      const both = await publish([
        [ZHENGZHOU, zhengzhou],
        [GUIYANG, guiyang],
      ]);
      expect(both).not.toHaveProperty('refusal');
    });

    it('no older than the one it has, and none from the future', async () => {
      const { verifier, root } = await scene();
      const publish = (next: StatusRoot): Promise<unknown> =>
        verifier.publishStatusRoot(next, endorsed(next, [[GUIYANG, guiyang]]));
      expect(await publish(root)).toMatchObject({ refusal: `NotNewer(${String(NOON / 1000)},${String(NOON / 1000)})` });
      expect(await publish(later(root, { height: 39 }))).toMatchObject({ refusal: 'NotNewer(40,39)' });
      const ahead = later(root, { at: new Date(NOON + HOUR).toISOString() });
      expect(await publish(ahead)).toMatchObject({ refusal: `FromTheFuture(${String((NOON + HOUR) / 1000)})` });
      expect(await publish(later(root, { height: 41 }))).not.toHaveProperty('refusal');
    });

    it.each<readonly [VerifierCode, string, Setting, (next: StatusRoot) => StatusEndorsement[]]>([
      ['WRONG_SIGNER', 'a stranger’s signature', {}, (next) => endorsed(next, [[ZHENGZHOU, stranger]])],
      [
        'WRONG_SIGNER',
        'a signature of another root',
        {},
        (next) => endorsed(later(next, { size: 9 }), [[ZHENGZHOU, zhengzhou]]),
      ],
      [
        'HIGH_S',
        'a mirrored signature',
        {},
        (next) => endorsed(next, [[ZHENGZHOU, zhengzhou]]).map((by) => ({ ...by, eip712: mirrored(by as never) })),
      ],
      [
        'UNKNOWN_KEY',
        'a key that is not listed',
        {},
        (next) => endorsed(next, [[ZHENGZHOU, zhengzhou]]).map((by) => ({ ...by, keys: 2 })),
      ],
      [
        'UNKNOWN_REGISTRY',
        'a registry that is not listed',
        {},
        (next) => endorsed(next, [['91410300DEM0DJ4391', stranger]]),
      ],
      [
        'KEY_REVOKED',
        'a revoked key',
        inSet({ ...zhengzhou.set, revokedAt: '2026-09-20T03:00:00.000Z' }),
        (next) => endorsed(next, [[ZHENGZHOU, zhengzhou]]),
      ],
      [
        'KEY_OUT_OF_VALIDITY',
        'a key that was rotated out',
        inSet({ ...zhengzhou.set, validUntil: '2026-09-20T03:00:00.000Z' }),
        (next) => endorsed(next, [[ZHENGZHOU, zhengzhou]]),
      ],
      [
        'NOT_ACCREDITED',
        'a registry whose time is over',
        {
          list: {
            institutions: [
              listed(ZHENGZHOU, [zhengzhou.set], {
                accreditation: { number: 'A', from: '2026-01-01', to: '2026-09-19' },
              }),
              listed(GUIYANG, [guiyang.set]),
            ],
          },
        },
        (next) => endorsed(next, [[ZHENGZHOU, zhengzhou]]),
      ],
    ])('not with %s: %s', async (code, _what, setting, by) => {
      const { verifier, root } = await scene(statement(), setting);
      const next = later(root);
      const [first] = by(next);
      expect(await verifier.publishStatusRoot(next, by(next))).toMatchObject({
        refusal: `NotEndorsed(${first!.registry},${String(VERIFIER_CODES.indexOf(code))})`,
      });
    });
  });
});
