// SPDX-License-Identifier: Apache-2.0
import { peer } from '@hyperledger/fabric-protos';
import { organizationMsp } from '../identities/layout';
import { endorsementPolicy, type Topology } from '../topology';
import { readChannelConfig } from './channel';
import { decodeBlock } from './ledger/block';
import { genesisEnvelope, type GenesisRequest } from './ledger/genesis';
import { genesisCommit } from './ledger/genesisCommit';
import { chaincodeDefinition } from './ledger/lifecycle';
import { openStore } from './ledger/store/openStore';
import type { Store } from './ledger/types';
import type { Log } from './log';
import { mspConfigFromFolder } from './msp/folder';
import { policyEnvelope } from './policy/envelope';
import { parsePolicy } from './policy/parse';
import type { ChaincodeDefinition, ChannelConfig } from './types';

export interface LedgerOptions {
  readonly topology: Topology;
  /** The consortium's identities folder. */
  readonly identities: string;
  /** The ledger's own folder. */
  readonly dir: string;
  readonly log: Log;
}

/** An open ledger and what its first block says. */
export interface OpenLedger {
  readonly store: Store;
  readonly channel: ChannelConfig;
  readonly definition: ChaincodeDefinition;
}

/**
 * Opens the ledger, founding it with block 0 where there is none.
 * @throws LedgerError for a damaged or locked store; an error that says so where the ledger was founded by another
 *   consortium than the topology and the identities describe
 */
export async function openLedger(options: LedgerOptions): Promise<OpenLedger> {
  const store = await openStore(options.dir);
  try {
    if (store.height === 0) await found(store, options);
    return readLedger(store, options);
  } catch (error) {
    await store.close();
    throw error;
  }
}

async function found(store: Store, { topology, identities, log }: LedgerOptions): Promise<void> {
  const { name, version } = topology.chaincode;
  const definition = { name, version, sequence: 1, policy: policyBytes(topology) };
  await store.commit(genesisCommit(genesisRequest(topology, identities, definition)));
  log({ level: 'info', event: 'founded', detail: `channel ${topology.channel}` });
}

function readLedger(store: Store, { topology, identities, dir, log }: LedgerOptions): OpenLedger {
  const [envelope] = decodeBlock(store.block(0) ?? Buffer.alloc(0)).envelopes;
  const definition = committedDefinition(store, topology.chaincode.name);
  const expected =
    definition &&
    genesisEnvelope(genesisRequest(topology, identities, { ...definition, policy: policyBytes(topology) }));
  if (envelope === undefined || definition === undefined || !isSame(envelope, expected)) {
    throw new Error(
      `The ledger in ${dir} was founded with other organizations, authorities or policies than the topology and the ` +
        'identities now say. Start it with those, or keep a new network in another folder.',
    );
  }
  if (definition.version !== topology.chaincode.version) {
    const versions = `founded as ${definition.version}, now ${topology.chaincode.version}`;
    log({ level: 'warn', event: 'definitionDiffers', detail: `chaincode ${definition.name}: ${versions}` });
  }
  return { store, channel: readChannelConfig(envelope), definition };
}

function committedDefinition(store: Store, name: string): ChaincodeDefinition | undefined {
  const view = store.snapshot();
  try {
    return chaincodeDefinition(view, name);
  } finally {
    void view.close();
  }
}

function genesisRequest(topology: Topology, identities: string, definition: ChaincodeDefinition): GenesisRequest {
  return {
    channelId: topology.channel,
    organizations: topology.organizations.map(({ name, mspId, orderers }) => ({
      config: mspConfigFromFolder(mspId, organizationMsp({ dir: identities, org: name })),
      isOrderer: orderers.length > 0,
    })),
    chaincodes: [definition],
  };
}

/** The chaincode's endorsement policy as a definition carries it. */
function policyBytes(topology: Topology): Buffer {
  const policy = new peer.ApplicationPolicy();
  policy.setSignaturePolicy(policyEnvelope(parsePolicy(endorsementPolicy(topology))));
  return Buffer.from(policy.serializeBinary());
}

function isSame(left: Uint8Array, right: Uint8Array | undefined): boolean {
  return right !== undefined && Buffer.compare(left, right) === 0;
}
