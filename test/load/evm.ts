// SPDX-License-Identifier: Apache-2.0
import {
  addressOf,
  leafHash,
  statusLeafOf,
  statusRootDigestOf,
  toHex,
  trustListDigestOf,
  typedDigestOf,
  utf8,
} from '@registry/chaincode/protocol';
import type { CertificateStatement, TrustList } from '@registry/chaincode/protocol';
import { MerkleLayers } from '@registry/gateway/trust/merkleLayers';
import { newPrivateKeys, publicKeysOf, signDigest } from '@registry/gateway/signing/privateKeys';
import { EvmChain } from '@registry/scripts/evm/chain';
import { compileVerifier } from '@registry/scripts/evm/compile';
import { DeployedVerifier } from '@registry/scripts/evm/verifier';
import type { Figure } from './figures';

const AT = '2026-09-20T04:00:00.000Z';
const PLACE = { channel: 'registry', register: '11410000DEM0GL414X' };
const REGISTRY = '91410100DEM0DJ412Y';
const STATEMENT: CertificateStatement = {
  ...{ number: 'SJ4112026090001', version: 1, registry: REGISTRY, validFrom: '2026-09-20', validTo: '2029-09-20' },
  recordDigest: { sha256: 'a'.repeat(64), sm3: 'b'.repeat(64) } as CertificateStatement['recordDigest'],
};
const [supervisor, registry] = [newPrivateKeys(), newPrivateKeys()];
const FEW = 12;
const MANY = 100_000;
const LEAVES = 2_000;

const setOf = (keys: typeof supervisor): TrustList['supervisor']['keySets'][number] => ({
  ...{ version: 1, keys: publicKeysOf(keys), validFrom: '2026-09-01T00:00:00.000Z' },
});

const trustList = (): TrustList => ({
  ...{ type: 'dpr-trust-list', version: 1, ...PLACE, issuedAt: AT, nextUpdate: '2026-12-20T00:00:00.000Z' },
  supervisor: { uscc: PLACE.register, name: '主管部门', keySets: [setOf(supervisor)] },
  status: { quorum: 1, lifetimeSeconds: 86_400 },
  institutions: [
    {
      ...{ uscc: REGISTRY, name: '登记机构', institutionKind: 'REGISTRY' },
      accreditation: { number: 'A', from: '2026-01-01' },
      scope: { caseTypes: ['INITIAL'], regionCodes: ['410000'], purposes: ['LISTING'] },
      keySets: [setOf(registry)],
    },
  ],
  ...{ partners: [], platforms: [] },
});

/** A tree of many certificates with the one that is checked among them; the others are any bytes. */
const treeOf = (size: number): { readonly layers: MerkleLayers; readonly index: number } => {
  const layers = new MerkleLayers();
  const index = Math.floor(size / 3);
  const own = statusLeafOf({ statement: STATEMENT, status: 'VALID' });
  for (let at = 0; at < size; at += 1) layers.set(at, at === index ? own : leafHash(utf8(String(at))));
  return { layers, index };
};

const gasWith = async (size: number): Promise<{ readonly call: number; readonly alone: number }> => {
  const chain = await EvmChain.open(() => Date.parse(AT) / 1000);
  const address = addressOf(setOf(supervisor).keys.secp256k1);
  const verifier = await DeployedVerifier.deploy(chain, compileVerifier(), { place: PLACE, supervisor: address });
  const list = trustList();
  await verifier.publishTrustList(list, signDigest(trustListDigestOf(list), supervisor));
  const { layers, index } = treeOf(size);
  const root = { root: toHex(layers.root()), size, height: 1, at: AT };
  const eip712 = signDigest(statusRootDigestOf(PLACE, root), registry);
  await verifier.publishStatusRoot(root, [{ registry: REGISTRY, keys: 1, eip712 }]);
  const status = { status: 0, suspendedUntil: 0, index, path: layers.path(index).map(toHex) };
  const signature = signDigest(typedDigestOf(PLACE, STATEMENT), registry);
  const shown = { place: PLACE, statement: STATEMENT, keys: 1, eip712: signature, status };
  const { code, gas } = await verifier.verify(shown);
  if (code !== 'VALID') throw new Error(`The verifier answers ${code}.`);
  return { call: gas, alone: await verifier.gasOfVerification(shown) };
};

const leavesPerSecond = (): number => {
  const started = performance.now();
  for (let version = 1; version <= LEAVES; version += 1) {
    statusLeafOf({ statement: { ...STATEMENT, version }, status: 'VALID' });
  }
  return (LEAVES / (performance.now() - started)) * 1_000;
};

/** What a check on an EVM chain costs, with a small register and with a large one. */
export const measureEvm = async (): Promise<Figure[]> => {
  const [few, many] = [await gasWith(FEW), await gasWith(MANY)];
  const limit = { kind: 'atMost', value: 100_000 } as const;
  return [
    { name: `EVM: a check by another contract, ${String(FEW)} certificates`, value: few.call, unit: 'gas' },
    { name: 'EVM: the same as a transaction of its own', value: few.alone, unit: 'gas' },
    { name: `EVM: a check by another contract, ${String(MANY)} certificates`, value: many.call, unit: 'gas', limit },
    { name: 'EVM: the same as a transaction of its own', value: many.alone, unit: 'gas' },
    { name: 'status tree: leaves hashed', value: leavesPerSecond(), unit: '/s' },
  ];
};
