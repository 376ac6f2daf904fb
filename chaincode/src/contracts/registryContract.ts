// SPDX-License-Identifier: Apache-2.0
import { Contract } from 'fabric-contract-api';
import type { Context } from 'fabric-contract-api';
import { RegistryError } from '../protocol/errors';

/** Whatever is thrown leaves as a closed code: the message is all that the shim lets out. */
const asRegistryError = (thrown: unknown): RegistryError => {
  if (thrown instanceof RegistryError) return thrown;
  const reason = thrown instanceof Error ? thrown.message : String(thrown);
  return new RegistryError('INTERNAL', { reason }, { cause: thrown });
};

/** What all contracts share: one place where errors are translated. */
export abstract class RegistryContract extends Contract {
  override aroundTransaction(...call: Parameters<Contract['aroundTransaction']>): Promise<void> {
    return super.aroundTransaction(...call).catch((thrown: unknown) => {
      throw asRegistryError(thrown);
    });
  }

  override unknownTransaction(context: Context): Promise<void> {
    const { fcn } = context.stub.getFunctionAndParameters();
    return Promise.reject(new RegistryError('UNKNOWN_TRANSACTION', { contract: this.getName(), transaction: fcn }));
  }
}
