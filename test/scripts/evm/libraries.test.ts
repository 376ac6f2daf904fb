// SPDX-License-Identifier: Apache-2.0
import type { Address } from '@ethereumjs/util';
import { Interface } from 'ethers';
import fc from 'fast-check';
import {
  civilFromDays,
  formatCivilDate,
  inclusionProof,
  isCivilDate,
  leafHash,
  merkleRoot,
  startOfShanghaiDate,
  toHex,
  utf8,
  verifyInclusion,
} from '@registry/chaincode/protocol';
import { EvmChain } from '../../../scripts/src/evm/chain';
import { compile, verifierSources } from '../../../scripts/src/evm/compile';

/** Lets the contract's libraries be asked one by one. */
const HARNESS = `// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;
import {CivilDate} from "./CivilDate.sol";
import {InclusionProof} from "./InclusionProof.sol";
contract Harness {
    function startOf(string calldata date) external pure returns (bool, uint64) {
        return CivilDate.startOf(date);
    }
    function proves(bytes32 leaf, uint64 index, bytes32[] calldata path, bytes32 root, uint64 size)
        external pure returns (bool)
    {
        return InclusionProof.proves(leaf, index, path, root, size);
    }
    function leafHash(bytes calldata data) external pure returns (bytes32) {
        return InclusionProof.leafHash(data);
    }
}`;

let chain: EvmChain;
let address: Address;
let abi: Interface;

beforeAll(async () => {
  const compiled = compile('Harness', { ...verifierSources(), 'Harness.sol': HARNESS });
  abi = new Interface(compiled.abi);
  chain = await EvmChain.open(() => 0);
  address = (await chain.send(`0x${compiled.bytecode}`)).created!;
}, 60_000);

const ask = async (name: string, ...parameters: unknown[]): Promise<readonly unknown[]> => {
  const { returned, isReverted } = await chain.call(abi.encodeFunctionData(name, parameters), address);
  expect(isReverted).toBe(false);
  return abi.decodeFunctionResult(name, returned);
};
const hex = (bytes: Uint8Array): string => `0x${toHex(bytes)}`;

describe('the libraries of the verifier', () => {
  it('read days as the protocol does, to the year 9999', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 2_932_896 }), async (days) => {
        const date = formatCivilDate(civilFromDays(days));
        expect(await ask('startOf', date)).toEqual([true, BigInt(startOfShanghaiDate(date) / 1000)]);
      }),
      { numRuns: 200 },
    );
  });

  it('take for a day what the protocol takes for one, and nothing else', async () => {
    const digits = fc.string({ unit: fc.constantFrom(...'0123456789-/ '.split(/(?:)/u)), minLength: 8, maxLength: 11 });
    const near = fc
      .tuple(fc.nat({ max: 9999 }), fc.nat({ max: 13 }), fc.nat({ max: 32 }))
      .map((parts) => parts.map((part, at) => String(part).padStart(at === 0 ? 4 : 2, '0')).join('-'));
    await fc.assert(
      fc.asyncProperty(fc.oneof(digits, near, fc.string()), async (text) => {
        const [isReal] = await ask('startOf', text);
        expect(isReal).toBe(isCivilDate(text) && text >= '1970-01-02');
      }),
      { numRuns: 300 },
    );
  });

  it('prove every place in every tree, and no other, as the protocol does', async () => {
    for (const size of [1, 2, 3, 4, 5, 7, 8, 9, 13]) {
      const leaves = Array.from({ length: size }, (_, at) => leafHash(utf8(String(at))));
      const root = merkleRoot(leaves);
      for (const [index, leaf] of leaves.entries()) {
        const path = inclusionProof(leaves, index);
        expect(await ask('proves', hex(leaf), index, path.map(hex), hex(root), size)).toEqual([true]);
        expect(await ask('proves', hex(leaf), index + 1, path.map(hex), hex(root), size)).toEqual([
          verifyInclusion({ leafHash: leaf, index: index + 1, size, proof: path, root }),
        ]);
      }
    }
  });

  it('judge any claim as the protocol does', async () => {
    const leaves = Array.from({ length: 11 }, (_, at) => leafHash(utf8(String(at))));
    const root = merkleRoot(leaves);
    const hashes = fc.array(fc.constantFrom(...leaves, ...inclusionProof(leaves, 4)), { maxLength: 6 });
    const claims = fc.tuple(fc.constantFrom(...leaves), fc.nat({ max: 14 }), hashes, fc.nat({ max: 14 }));
    await fc.assert(
      fc.asyncProperty(claims, async ([leaf, index, proof, size]) => {
        const expected = verifyInclusion({ leafHash: leaf, index, size, proof, root });
        expect(await ask('proves', hex(leaf), index, proof.map(hex), hex(root), size)).toEqual([expected]);
      }),
      { numRuns: 200 },
    );
  });

  it('hash a leaf as the protocol does', async () => {
    const data = utf8('a leaf');
    expect(await ask('leafHash', hex(data))).toEqual([hex(leafHash(data))]);
  });
});
