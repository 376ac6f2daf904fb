// SPDX-License-Identifier: Apache-2.0
import type { Address } from '@ethereumjs/util';
import {
  certificateDomain,
  secondsOf,
  trustListMessage,
  type CertificateStatement,
  type RegisterPlace,
  type StatusRoot,
  type TrustList,
} from '@registry/chaincode/protocol';
import { Interface } from 'ethers/abi';
import { keccak256, toUtf8Bytes } from 'ethers';
import type { EvmChain } from './chain';
import type { CompiledContract } from './compile';

/** The contract's enumeration `Code`, in its order. */
export const VERIFIER_CODES = [
  'VALID',
  'WRONG_DOMAIN',
  'MALFORMED_SIGNATURE',
  'BAD_V',
  'HIGH_S',
  'NO_SIGNER',
  'TRUST_LIST_NONE',
  'TRUST_LIST_STALE',
  'UNKNOWN_REGISTRY',
  'UNKNOWN_KEY',
  'WRONG_SIGNER',
  'MALFORMED_DATE',
  'NOT_ACCREDITED',
  'KEY_OUT_OF_VALIDITY',
  'KEY_REVOKED',
  'NOT_YET_VALID',
  'EXPIRED',
  'STATUS_NONE',
  'STATUS_STALE',
  'STATUS_NOT_PROVEN',
  'SUSPENDED',
  'REVOKED',
  'CANCELLED',
  'SUPERSEDED',
  'STATUS_UNKNOWN',
] as const;
export type VerifierCode = (typeof VERIFIER_CODES)[number];

/** A certificate as it is shown to the contract. */
export interface ShownCertificate {
  readonly place: RegisterPlace;
  readonly statement: CertificateStatement;
  readonly keys: number;
  /** 130 hexadecimal digits. */
  readonly eip712: string;
  readonly status: StatusPlace;
}

/** Where a certificate stands in the status tree. */
export interface StatusPlace {
  /** As `STATUS_NUMBERS` has it. */
  readonly status: number;
  /** Seconds since 1970; 0 where there is none. */
  readonly suspendedUntil: number;
  readonly index: number;
  /** Of 64 hexadecimal digits each. */
  readonly path: readonly string[];
}

export interface StatusEndorsement {
  readonly registry: string;
  readonly keys: number;
  /** 130 hexadecimal digits. */
  readonly eip712: string;
}

/** A publication that the contract took: what it cost; or the name of the error by which it refused. */
export interface Published {
  readonly gas: number;
  readonly refusal?: string;
}

const hex = (digits: string): string => `0x${digits}`;

/** The order in which the contract takes them, so that none counts twice. */
const inOrder = (endorsements: readonly StatusEndorsement[]): StatusEndorsement[] => {
  const key = ({ registry }: StatusEndorsement): string => keccak256(toUtf8Bytes(registry));
  return [...endorsements].sort((one, other) => (key(one) < key(other) ? -1 : 1));
};

const shownArgument = ({ place, statement, keys, eip712, status }: ShownCertificate): object => {
  const { recordDigest, ...said } = statement;
  return {
    domain: certificateDomain(place).salt,
    certificate: { ...said, sha256Digest: hex(recordDigest.sha256), sm3Digest: hex(recordDigest.sm3) },
    keySet: keys,
    signature: hex(eip712),
    status: { ...status, path: status.path.map(hex) },
  };
};

/** The verifier on an EVM chain. */
export class DeployedVerifier {
  readonly gas: number;
  readonly #chain: EvmChain;
  readonly #address: Address;
  readonly #interface: Interface;

  private constructor(parts: { chain: EvmChain; address: Address; abi: Interface; gas: number }) {
    this.#chain = parts.chain;
    this.#address = parts.address;
    this.#interface = parts.abi;
    this.gas = parts.gas;
  }

  /** @param supervisor - the address whose signature the first trust list bears */
  static async deploy(
    chain: EvmChain,
    { abi, bytecode }: CompiledContract,
    { place, supervisor }: { readonly place: RegisterPlace; readonly supervisor: string },
  ): Promise<DeployedVerifier> {
    const contract = new Interface(abi);
    const { salt } = certificateDomain(place);
    const parameters = contract.encodeDeploy([salt, supervisor]);
    const { created, isReverted, gas } = await chain.send(`0x${bytecode}${parameters.slice(2)}`);
    if (created === undefined || isReverted) throw new Error('The verifier was not created.');
    return new DeployedVerifier({ chain, address: created, abi: contract, gas });
  }

  /** @param eip712 - the supervisor's signature, 130 hexadecimal digits */
  publishTrustList(list: TrustList, eip712: string): Promise<Published> {
    const { sha256, ...message } = trustListMessage(list);
    return this.#send('publishTrustList', [{ ...message, sha256Digest: sha256 }, hex(eip712)]);
  }

  publishStatusRoot(status: StatusRoot, endorsements: readonly StatusEndorsement[]): Promise<Published> {
    const { root, size, height, at } = status;
    const by = inOrder(endorsements).map(({ registry, keys, eip712 }) => ({
      ...{ registry, keySet: keys, signature: hex(eip712) },
    }));
    return this.#send('publishStatusRoot', [{ root: hex(root), size, height, time: secondsOf(at) }, by]);
  }

  /** The gas is that of another contract's call. */
  async verify(shown: ShownCertificate): Promise<{ readonly code: VerifierCode; readonly gas: number }> {
    const data = this.#interface.encodeFunctionData('verify', [shownArgument(shown)]);
    const { returned, gas, isReverted } = await this.#chain.call(data, this.#address);
    if (isReverted) throw new Error(`The verifier gave no answer: ${returned}`);
    const [number] = this.#interface.decodeFunctionResult('verify', returned) as unknown as [bigint];
    const code = VERIFIER_CODES[Number(number)];
    if (code === undefined) throw new Error(`The verifier has a code ${String(number)} that is not known here.`);
    return { code, gas };
  }

  /** The gas of a check that is a transaction of its own, its bytes included. */
  async gasOfVerification(shown: ShownCertificate): Promise<number> {
    const data = this.#interface.encodeFunctionData('verify', [shownArgument(shown)]);
    return (await this.#chain.send(data, this.#address)).gas;
  }

  async #send(name: string, parameters: readonly unknown[]): Promise<Published> {
    const data = this.#interface.encodeFunctionData(name, parameters);
    const { gas, isReverted, returned } = await this.#chain.send(data, this.#address);
    return isReverted ? { gas, refusal: this.#refusalIn(returned) } : { gas };
  }

  /** `NotNewer(3,2)`, as the contract's errors are declared. */
  #refusalIn(returned: string): string {
    const error = this.#interface.parseError(returned);
    return error === null ? returned : `${error.name}(${error.args.map(String).join(',')})`;
  }
}
