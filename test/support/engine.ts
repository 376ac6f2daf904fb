// SPDX-License-Identifier: Apache-2.0
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startEmbedded, type EmbeddedNetwork, type EmbeddedOptions, type Topology } from '@registry/network';

import { compileChaincode } from './compileChaincode';
import { openClient, readPerson, type LedgerClient, type Person } from './ledgerClient';

/** Names as in the recordings: three organizations that endorse by majority, and a fourth that witnesses. */
export const CHANNEL = 'reg';
export const CHAINCODE = 'kv';
export const ENDORSERS = ['R1MSP', 'R2MSP', 'R3MSP'] as const;

function organization(index: number): Topology['organizations'][number] {
  return {
    name: `r${index}`,
    title: `Registry ${index}`,
    mspId: `R${index}MSP`,
    kind: 'registry',
    uscc: '91410100DEM0DJ412Y',
    regionCodes: ['410100'],
    // Any free port: tests run side by side.
    peers: [{ name: 'peer0', host: '127.0.0.1', port: 0, chaincodePort: 0, operationsPort: 0, serverPorts: [0, 0] }],
    orderers: index === 1 ? [{ name: 'orderer0', host: '127.0.0.1', port: 0, adminPort: 0, operationsPort: 0 }] : [],
    members: [],
  };
}

function user(index: number): Topology['users'][number] {
  const staffNo = `S-${index}`;
  return {
    name: `user${index}`,
    org: `r${index}`,
    role: 'reviewer',
    staffNo,
    uscc: '91410100DEM0DJ412Y',
    gateways: ['r1'],
  };
}

/** The consortium of the engine's tests: two of three endorse, r4 has a peer that only witnesses. */
export const kvTopology: Topology = {
  channel: CHANNEL,
  chaincode: { name: CHAINCODE, version: '1.0.0', endorsement: { threshold: 2, organizations: ['r1', 'r2', 'r3'] } },
  consensus: {
    type: 'etcdraft',
    batch: { timeoutMs: 100, maxMessages: 500, preferredMaxBytes: 2_097_152, absoluteMaxBytes: 10_485_760 },
    raft: { tickIntervalMs: 200, electionTicks: 10, heartbeatTicks: 1 },
    bft: {
      forwardTimeoutMs: 500,
      complainTimeoutMs: 3_000,
      heartbeatTimeoutMs: 5_000,
      viewChangeTimeoutMs: 5_000,
      orderers: [],
    },
  },
  organizations: [1, 2, 3, 4].map(organization),
  users: [1, 2, 3, 4].map(user),
  candidates: [],
};

/** A running network of the key-value chaincode in a folder of its own. */
export interface KvNetwork {
  readonly dataDir: string;
  readonly network: EmbeddedNetwork;
  /** A person of organization `index`. */
  person(index: number): Person;
  /** A client of the peer of organization `index`, by default its own person's. */
  client(index: number, person?: Person): LedgerClient;
  /** Stops it; the folder stays. */
  stop(): Promise<void>;
  /** Stops it and removes the folder. */
  remove(): Promise<void>;
}

let chaincodePath: string | undefined;

/** Starts the key-value network. */
export async function startKv(options: Partial<EmbeddedOptions> = {}): Promise<KvNetwork> {
  const dataDir = options.dataDir ?? mkdtempSync(join(tmpdir(), 'registry-kv-'));
  chaincodePath ??= compileChaincode('kvChaincode');
  const network = await startEmbedded({ topology: kvTopology, chaincodePath, ...options, dataDir });
  const clients: LedgerClient[] = [];
  const person = (index: number): Person => readPerson(dataDir, `r${index}`, `user${index}`, `R${index}MSP`);
  const stop = async (): Promise<void> => {
    for (const client of clients.splice(0)) client.close();
    await network.stop();
  };
  return {
    dataDir,
    network,
    person,
    client: (index, who = person(index)) => {
      const connection = network.peers[`r${index}`];
      if (connection === undefined) throw new Error(`r${index} has no peer`);
      const client = openClient({ connection, person: who, channel: CHANNEL, chaincode: CHAINCODE });
      clients.push(client);
      return client;
    },
    stop,
    remove: async () => {
      await stop();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}
