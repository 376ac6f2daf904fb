// SPDX-License-Identifier: Apache-2.0
import type { Address } from '@ethereumjs/util';
import type { RegisterPlace, StatusRoot, TrustList } from '@registry/chaincode/protocol';
import { VerifierCalls } from './calls';
import type { EvmChain } from './chain';
import type { CompiledContract } from './compile';
import type { ShownCertificate, StatusEndorsement } from './shown';

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

/** A publication that the contract took: what it cost; or the name of the error by which it refused. */
export interface Published {
  readonly gas: number;
  readonly refusal?: string;
}

/** The verifier on an EVM chain. */
export class DeployedVerifier {
  /** What its creation cost. */
  readonly gas: number;
  readonly #chain: EvmChain;
  readonly #address: Address;
  readonly #calls: VerifierCalls;

  private constructor(parts: { chain: EvmChain; address: Address; calls: VerifierCalls; gas: number }) {
    this.#chain = parts.chain;
    this.#address = parts.address;
    this.#calls = parts.calls;
    this.gas = parts.gas;
  }

  /** @param supervisor - the address whose signature the first trust list bears */
  static async deploy(
    chain: EvmChain,
    compiled: CompiledContract,
    { place, supervisor }: { readonly place: RegisterPlace; readonly supervisor: string },
  ): Promise<DeployedVerifier> {
    const calls = new VerifierCalls(compiled);
    const { created, isReverted, gas } = await chain.send(calls.creation(place, supervisor));
    if (created === undefined || isReverted) throw new Error('The verifier was not created.');
    return new DeployedVerifier({ chain, address: created, calls, gas });
  }

  /** @param eip712 - the supervisor's signature, 130 hexadecimal digits */
  publishTrustList(list: TrustList, eip712: string): Promise<Published> {
    return this.#send(this.#calls.trustList(list, eip712));
  }

  publishStatusRoot(status: StatusRoot, endorsements: readonly StatusEndorsement[]): Promise<Published> {
    return this.#send(this.#calls.statusRoot(status, endorsements));
  }

  /** The gas is that of another contract's call. */
  async verify(shown: ShownCertificate): Promise<{ readonly code: VerifierCode; readonly gas: number }> {
    const { returned, gas, isReverted } = await this.#chain.call(this.#calls.verify(shown), this.#address);
    if (isReverted) throw new Error(`The verifier gave no answer: ${returned}`);
    return { code: this.#codeIn(returned), gas };
  }

  /** The code that the bytes of a call are answered with, or undefined where they are no call of this contract. */
  async answerTo(data: string): Promise<VerifierCode | undefined> {
    const { returned, isReverted } = await this.#chain.call(data, this.#address);
    return isReverted ? undefined : this.#codeIn(returned);
  }

  /** The gas of a check that is a transaction of its own, its bytes included. */
  async gasOfVerification(shown: ShownCertificate): Promise<number> {
    return (await this.#chain.send(this.#calls.verify(shown), this.#address)).gas;
  }

  async #send(data: string): Promise<Published> {
    const { gas, isReverted, returned } = await this.#chain.send(data, this.#address);
    return isReverted ? { gas, refusal: this.#refusalIn(returned) } : { gas };
  }

  #codeIn(returned: string): VerifierCode {
    const [number] = this.#calls.interface.decodeFunctionResult('verify', returned) as unknown as [bigint];
    const code = VERIFIER_CODES[Number(number)];
    if (code === undefined) throw new Error(`The verifier has a code ${String(number)} that is not known here.`);
    return code;
  }

  /** `NotNewer(3,2)`, as the contract's errors are declared. */
  #refusalIn(returned: string): string {
    const error = this.#calls.interface.parseError(returned);
    return error === null ? returned : `${error.name}(${error.args.map(String).join(',')})`;
  }
}
