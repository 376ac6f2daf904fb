// SPDX-License-Identifier: Apache-2.0
import { msp } from '@hyperledger/fabric-protos';
import { User } from 'fabric-common';
import type { Identity, IdentityProvider } from 'fabric-network';
import type { LedgerIdentity } from '../port';

/**
 * Signs with OpenSSL and serializes itself as a proposal's creator. The client library's own signer takes thirty times
 * as long and wants the private key itself.
 */
class NativeSigner {
  readonly #identity: LedgerIdentity;

  constructor(identity: LedgerIdentity) {
    this.#identity = identity;
  }

  sign(message: Buffer): Buffer {
    return Buffer.from(this.#identity.sign(message));
  }

  serialize(): Buffer {
    const creator = new msp.SerializedIdentity();
    creator.setMspid(this.#identity.mspId);
    creator.setIdBytes(Buffer.from(this.#identity.certificate));
    return Buffer.from(creator.serializeBinary());
  }
}

class Caller extends User {
  readonly #mspId: string;

  constructor(identity: LedgerIdentity) {
    super(identity.mspId);
    this.#mspId = identity.mspId;
    this.setSigningIdentity(new NativeSigner(identity));
  }

  override getMspid(): string {
    return this.#mspId;
  }
}

const TYPE = 'registry';

/** An identity and what makes a signer of it, in the words of fabric-network; the private key is never handed over. */
export function callerOptions(identity: LedgerIdentity): { identity: Identity; identityProvider: IdentityProvider } {
  return {
    identity: { type: TYPE, mspId: identity.mspId },
    identityProvider: {
      type: TYPE,
      getCryptoSuite: () => User.newCryptoSuite(),
      fromJson: () => ({ type: TYPE, mspId: identity.mspId }),
      toJson: ({ mspId }) => ({ type: TYPE, version: 1, mspId }),
      getUserContext: () => Promise.resolve(new Caller(identity)),
    },
  };
}
