// SPDX-License-Identifier: Apache-2.0
import { createBlock } from '@ethereumjs/block';
import type { Block } from '@ethereumjs/block';
import { Common, Hardfork, Mainnet } from '@ethereumjs/common';
import { createLegacyTx } from '@ethereumjs/tx';
import { bytesToHex, createAccount, createAddressFromPrivateKey, hexToBytes } from '@ethereumjs/util';
import type { Address, PrefixedHexString } from '@ethereumjs/util';
import { createVM, runTx } from '@ethereumjs/vm';
import type { VM } from '@ethereumjs/vm';

/** What became of a transaction. */
export interface Sent {
  /** All gas that it costs its sender, its bytes included. */
  readonly gas: number;
  /** As 0x and hexadecimal digits. */
  readonly returned: string;
  readonly isReverted: boolean;
  readonly created?: Address;
}

const GAS_LIMIT = 30_000_000n;
const SENDER_KEY = hexToBytes(`0x${'1'.repeat(64)}`);
const COMMON = new Common({ chain: Mainnet, hardfork: Hardfork.Shanghai });

/** An EVM in this process, with one account whose transactions each have a block of their own. */
export class EvmChain {
  readonly #vm: VM;
  readonly #seconds: () => number;
  #nonce = 0n;

  private constructor(vm: VM, seconds: () => number) {
    this.#vm = vm;
    this.#seconds = seconds;
  }

  /** @param seconds - the time of the next block, since 1970 */
  static async open(seconds: () => number): Promise<EvmChain> {
    const vm = await createVM({ common: COMMON });
    const sender = createAddressFromPrivateKey(SENDER_KEY);
    await vm.stateManager.putAccount(sender, createAccount({ balance: 10n ** 24n }));
    return new EvmChain(vm, seconds);
  }

  /** @param data - 0x and hexadecimal digits @param to - absent where a contract is created */
  async send(data: string, to?: Address): Promise<Sent> {
    const common = { nonce: this.#nonce, gasPrice: 10n, gasLimit: GAS_LIMIT, data: data as PrefixedHexString };
    const tx = createLegacyTx({ ...common, ...(to && { to }) }, { common: COMMON }).sign(SENDER_KEY);
    const { totalGasSpent, execResult, createdAddress } = await runTx(this.#vm, { tx, block: this.#block() });
    this.#nonce += 1n;
    return {
      gas: Number(totalGasSpent),
      returned: bytesToHex(execResult.returnValue),
      isReverted: execResult.exceptionError !== undefined,
      ...(createdAddress && { created: createdAddress }),
    };
  }

  /** Asks a contract without a transaction. @returns what it returns, and the gas of its own steps */
  async call(data: string, to: Address): Promise<Pick<Sent, 'gas' | 'returned' | 'isReverted'>> {
    const { execResult } = await this.#vm.evm.runCall({
      ...{ to, data: hexToBytes(data as PrefixedHexString), gasLimit: GAS_LIMIT },
      block: this.#block(),
    });
    return {
      gas: Number(execResult.executionGasUsed),
      returned: bytesToHex(execResult.returnValue),
      isReverted: execResult.exceptionError !== undefined,
    };
  }

  #block(): Block {
    const header = {
      number: this.#nonce + 1n,
      timestamp: BigInt(this.#seconds()),
      gasLimit: GAS_LIMIT,
      baseFeePerGas: 7n,
    };
    return createBlock({ header }, { common: COMMON });
  }
}
