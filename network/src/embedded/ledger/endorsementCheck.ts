// SPDX-License-Identifier: Apache-2.0
import { peer } from '@hyperledger/fabric-protos';
import { distinctSigners } from '../policy/plan';
import type { ChannelConfig, Identity, Policy } from '../types';
import { LedgerError } from './errors';
import { chaincodeDefinition } from './lifecycle';
import type { NamespaceSet } from './readWriteSet';
import { Invalid, type ChaincodeEffects, type EndorsedAction } from './transaction';
import type { MetadataEntry, ReadView } from './types';
import { compareUtf8 } from './utf8';

const code = peer.TxValidationCode;
const policyName = 'VALIDATION_PARAMETER';

/** The key-level policy among a key's metadata, as bytes; undefined where the chaincode's policy applies. */
export const keyPolicy = (metadata: readonly MetadataEntry[] | undefined): Buffer | undefined => {
  const policy = metadata?.find((entry) => entry.name === policyName)?.value;
  return policy === undefined || policy.length === 0 ? undefined : policy;
};

const writtenKeys = (set: NamespaceSet | undefined): readonly string[] => [
  ...(set?.writes ?? []).map((write) => write.key),
  ...(set?.metadataWrites ?? []).map((write) => write.key),
];

interface Question {
  readonly namespace: string;
  readonly set: NamespaceSet | undefined;
  readonly signers: readonly Identity[];
}

/** Judges the endorsements of a block's transactions one after the other; remembers policies changed before. */
export class EndorsementCheck {
  readonly #channel: ChannelConfig;
  readonly #view: ReadView;
  /** Keys whose policy an earlier transaction of this block changes, by namespace. */
  readonly #changedPolicies = new Map<string, Set<string>>();
  readonly #chaincodePolicies = new Map<string, Policy | Invalid>();

  constructor(channel: ChannelConfig, view: ReadView) {
    this.#channel = channel;
    this.#view = view;
  }

  /** Every namespace written, and the chaincode's own even where nothing was written, must be endorsed. */
  check(effects: ChaincodeEffects, action: EndorsedAction): Invalid | undefined {
    const signers = distinctSigners(
      this.#channel.identities,
      action.endorsements.map(({ endorser, signature }) => ({
        signer: endorser,
        data: Buffer.concat([action.proposalResponse, endorser]),
        signature,
      })),
    );
    const written = effects.sets.filter((set) => writtenKeys(set).length > 0).map((set) => set.namespace);
    const namespaces = [...new Set([effects.chaincode, ...written])].sort(compareUtf8);
    for (const namespace of namespaces) {
      const set = effects.sets.find((one) => one.namespace === namespace);
      const problem = this.#checkNamespace({ namespace, set, signers });
      if (problem !== undefined) return problem;
      this.#noteChangedPolicies(namespace, set);
    }
    return undefined;
  }

  #checkNamespace({ namespace, set, signers }: Question): Invalid | undefined {
    const chaincodePolicy = this.#chaincodePolicy(namespace);
    if (chaincodePolicy instanceof Invalid) return chaincodePolicy;
    const failure = new Invalid(code.ENDORSEMENT_POLICY_FAILURE);
    const needed = new Set<Policy>();
    for (const key of writtenKeys(set)) {
      // Which policy holds is undecided while an earlier transaction changes it, even if that one fails later.
      if (this.#changedPolicies.get(namespace)?.has(key) === true) return failure;
      const bytes = keyPolicy(this.#view.get(namespace, key)?.metadata);
      const policy = bytes === undefined ? chaincodePolicy : this.#signaturePolicy(bytes);
      if (policy === undefined) return failure;
      needed.add(policy);
    }
    if (needed.size === 0) needed.add(chaincodePolicy);
    return [...needed].every((policy) => policy.isSatisfiedBy(signers)) ? undefined : failure;
  }

  #chaincodePolicy(name: string): Policy | Invalid {
    const known = this.#chaincodePolicies.get(name) ?? this.#compileChaincodePolicy(name);
    this.#chaincodePolicies.set(name, known);
    return known;
  }

  #compileChaincodePolicy(name: string): Policy | Invalid {
    const definition = chaincodeDefinition(this.#view, name);
    return definition === undefined
      ? new Invalid(code.INVALID_CHAINCODE)
      : this.#channel.applicationPolicy(definition.policy);
  }

  /** A key policy that cannot be read can never be satisfied. */
  #signaturePolicy(bytes: Buffer): Policy | undefined {
    try {
      return this.#channel.signaturePolicy(bytes);
    } catch (error) {
      if (error instanceof LedgerError && error.code === 'POLICY_SYNTAX') return undefined;
      throw error;
    }
  }

  #noteChangedPolicies(namespace: string, set: NamespaceSet | undefined): void {
    if (set === undefined || set.metadataWrites.length === 0) return;
    const keys = this.#changedPolicies.get(namespace) ?? new Set();
    for (const write of set.metadataWrites) keys.add(write.key);
    this.#changedPolicies.set(namespace, keys);
  }
}
