// SPDX-License-Identifier: Apache-2.0
import { addressOf, certificateDomain, secondsOf, trustListMessage } from '@registry/chaincode/protocol';
import type { RegisterPlace, StatusRoot, TrustList, TrustListSignatures } from '@registry/chaincode/protocol';
import { keccak256, toUtf8Bytes } from 'ethers';
import { Interface } from 'ethers/abi';
import type { CompiledContract } from './compile';
import type { ShownCertificate, StatusEndorsement } from './shown';

const hex = (digits: string): string => `0x${digits}`;

/** The order in which the contract takes them, so that none counts twice. */
const inOrder = (endorsements: readonly StatusEndorsement[]): StatusEndorsement[] => {
  const key = ({ registry }: StatusEndorsement): string => keccak256(toUtf8Bytes(registry));
  return [...endorsements].sort((one, other) => (key(one) < key(other) ? -1 : 1));
};

/** What the contract's functions are called with, as 0x and hexadecimal digits. */
export class VerifierCalls {
  readonly interface: Interface;
  readonly #bytecode: string;

  constructor({ abi, bytecode }: Pick<CompiledContract, 'abi' | 'bytecode'>) {
    this.interface = new Interface(abi);
    this.#bytecode = bytecode;
  }

  /** @param supervisor - the address whose signature the first trust list bears */
  creation(place: RegisterPlace, supervisor: string): string {
    const parameters = this.interface.encodeDeploy([certificateDomain(place).salt, supervisor]);
    return `0x${this.#bytecode}${parameters.slice(2)}`;
  }

  /** @param eip712 - the supervisor's signature, 130 hexadecimal digits */
  trustList(list: TrustList, eip712: string): string {
    const { sha256, ...message } = trustListMessage(list);
    return this.#call('publishTrustList', [{ ...message, sha256Digest: sha256 }, hex(eip712)]);
  }

  statusRoot({ root, size, height, at }: StatusRoot, endorsements: readonly StatusEndorsement[]): string {
    const by = inOrder(endorsements).map(({ registry, keys, eip712 }) => ({
      ...{ registry, keySet: keys, signature: hex(eip712) },
    }));
    return this.#call('publishStatusRoot', [{ root: hex(root), size, height, time: secondsOf(at) }, by]);
  }

  verify({ place, statement, keys, eip712, status }: ShownCertificate): string {
    const { recordDigest, ...said } = statement;
    const shown = {
      domain: certificateDomain(place).salt,
      certificate: { ...said, sha256Digest: hex(recordDigest.sha256), sm3Digest: hex(recordDigest.sm3) },
      keySet: keys,
      signature: hex(eip712),
      status: { ...status, path: status.path.map(hex) },
    };
    return this.#call('verify', [shown]);
  }

  #call(name: string, parameters: readonly unknown[]): string {
    return this.interface.encodeFunctionData(name, parameters);
  }
}

/** The address whose key signed a list. @throws Error where the list does not name it */
export const signerOf = (list: TrustList, { keys }: Pick<TrustListSignatures, 'keys'>): string => {
  const set = list.supervisor.keySets.find(({ version }) => version === keys);
  if (set === undefined) throw new Error('The list does not name the key that it is signed with.');
  return addressOf(set.keys.secp256k1);
};
