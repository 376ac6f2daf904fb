// SPDX-License-Identifier: Apache-2.0
import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { createIdentities } from '../identities/createIdentities';
import { MSP_FILES, organizationMsp, peerFolder } from '../identities/layout';
import { readTlsIdentity } from '../identities/readIdentity';
import { endorsingOrganizations, type Organization, type Topology } from '../topology';
import type { ChaincodeHost } from './chaincode/hosts/host';
import { newWorkerHost } from './chaincode/hosts/workerHost';
import { newChain } from './chain';
import { CommitWatch } from './commitWatch';
import type { PeerConnection, PeerConnections } from '../connection';
import { Endorser } from './endorser/endorser';
import { BlockFeed } from './feed';
import { openLedger, type OpenLedger } from './founding';
import type { Consortium } from './grpc/consortium';
import { bindPeer, type BoundPeer } from './grpc/server';
import { orderingIdentity, readNodeIdentity } from './identity';
import { errorText, type Log } from './log';
import { Orderer } from './ordering/orderer';
import { statusOf, type EmbeddedStatus } from './status';

/** Milliseconds that a transaction may run in a chaincode: Fabric's default. */
const EXECUTE_TIMEOUT = 30_000;

export interface EmbeddedOptions {
  readonly topology: Topology;
  /** Holds everything that the network keeps; made where it does not exist. */
  readonly dataDir: string;
  /** Package folder or entry module of the chaincode. */
  readonly chaincodePath: string;
  /** Milliseconds to gather transactions for one block. For tests; without it a block takes what waits. */
  readonly batchDelay?: number;
  /** Milliseconds that a transaction may run in the chaincode. */
  readonly executeTimeout?: number;
  readonly log?: Log;
}

/** A running consortium. */
export interface EmbeddedNetwork {
  /** By organization name. */
  readonly peers: PeerConnections;
  status(): EmbeddedStatus;
  /** Writes what was accepted, ends open calls and closes the store. May be called again. */
  stop(): Promise<void>;
}

/**
 * Starts a whole consortium in this process: an endorsing or witnessing peer for each organization that has one, the
 * ordering service, and one store. Identities and the first block are made at the first start.
 * @throws an error that says what is wrong and what to do: a damaged or locked store, a topology that the ledger was
 *   not founded with, a chaincode that cannot be loaded, a port that is taken
 */
export async function startEmbedded(options: EmbeddedOptions): Promise<EmbeddedNetwork> {
  const dataDir = resolve(options.dataDir);
  const { topology, log = () => undefined } = options;
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  const identities = join(dataDir, 'identities');
  await createIdentities({ topology, dir: identities });
  const ledger = await openLedger({ topology, identities, dir: join(dataDir, 'ledger'), log });
  const starting = new Starting({ ...options, dataDir, log }, identities, ledger);
  try {
    return await starting.run();
  } catch (error) {
    await starting.undo();
    throw error;
  }
}

type Settings = EmbeddedOptions & { readonly log: Log };

interface OrganizationPeer {
  readonly organization: Organization;
  readonly bound: BoundPeer;
  readonly connection: PeerConnection;
}

/** The parts of a network while it starts; whatever did start is stopped again if a later part fails. */
class Starting {
  readonly #settings: Settings;
  readonly #identities: string;
  readonly #ledger: OpenLedger;
  readonly #hosts = new Map<string, ChaincodeHost>();
  readonly #peers: OrganizationPeer[] = [];
  #writable = true;

  constructor(settings: Settings, identities: string, ledger: OpenLedger) {
    this.#settings = settings;
    this.#identities = identities;
    this.#ledger = ledger;
  }

  async run(): Promise<EmbeddedNetwork> {
    const { topology } = this.#settings;
    await Promise.all(endorsingOrganizations(topology).map((organization) => this.#startHost(organization)));
    for (const organization of topology.organizations) await this.#bindPeer(organization);
    const consortium = this.#consortium();
    for (const { bound, connection } of this.#peers) bound.serve({ ...consortium, local: connection });
    const peers = Object.fromEntries(
      this.#peers.map(({ organization, connection }) => [organization.name, connection]),
    );
    this.#settings.log({ level: 'info', event: 'started', detail: `height ${this.#ledger.store.height}` });
    let stopping: Promise<void> | undefined;
    return {
      peers,
      status: () => statusOf(consortium, { peers, isWritable: this.#writable }),
      stop: () => (stopping ??= this.#stop(consortium)),
    };
  }

  async undo(): Promise<void> {
    for (const { bound } of this.#peers) bound.stop();
    await Promise.all([...this.#hosts.values()].map((host) => host.stop()));
    await this.#ledger.store.close();
  }

  async #startHost({ mspId }: Organization): Promise<void> {
    const { chaincodePath, executeTimeout, topology, log } = this.#settings;
    const host = await newWorkerHost({
      chaincode: topology.chaincode.name,
      chaincodePath,
      mspId,
      timeoutMs: executeTimeout ?? EXECUTE_TIMEOUT,
      onOutput: (text) => {
        log({ level: 'info', event: 'chaincodeOutput', detail: `${mspId}: ${text}` });
      },
      onEnd: (reason) => {
        log({ level: 'warn', event: 'chaincodeEnded', detail: `${mspId}: ${reason}` });
      },
    });
    this.#hosts.set(mspId, host);
  }

  async #bindPeer(organization: Organization): Promise<void> {
    const [peer] = organization.peers;
    if (peer === undefined) return;
    const place = { dir: this.#identities, org: organization.name };
    const { certificate, privateKey } = readTlsIdentity(peerFolder(place, peer.name), 'server');
    const bound = await bindPeer({
      host: peer.host,
      port: peer.port,
      tls: { certificate: Buffer.from(certificate), privateKey: Buffer.from(privateKey) },
      onError: (error) => {
        this.#settings.log({ level: 'error', event: 'callFailed', detail: errorText(error) });
      },
    });
    const connection = {
      mspId: organization.mspId,
      address: `${peer.host}:${bound.port}`,
      tlsRootCertPath: join(organizationMsp(place), MSP_FILES.tlsRoot),
    };
    this.#peers.push({ organization, bound, connection });
  }

  #consortium(): Consortium {
    const { channel, definition, store } = this.#ledger;
    const feed = new BlockFeed(store);
    const commits = new CommitWatch(store);
    const orderer = this.#orderer(feed, commits);
    const endorsers = new Map(this.#peers.flatMap((peer) => this.#endorserOf(peer)));
    return { channel, definition, store, feed, commits, orderer, endorsers };
  }

  #endorserOf({ organization, connection }: OrganizationPeer): readonly (readonly [string, Endorser])[] {
    const host = this.#hosts.get(organization.mspId);
    const [peer] = organization.peers;
    if (host === undefined || peer === undefined) return [];
    const place = { dir: this.#identities, org: organization.name };
    const signer = readNodeIdentity(organization.mspId, peerFolder(place, peer.name));
    const { channel, definition, store } = this.#ledger;
    return [
      [organization.mspId, new Endorser({ signer, address: connection.address, host, channel, store, definition })],
    ];
  }

  #orderer(feed: BlockFeed, commits: CommitWatch): Orderer {
    const { topology, batchDelay, log } = this.#settings;
    const { channel, store } = this.#ledger;
    const { maxMessages, preferredMaxBytes, absoluteMaxBytes } = topology.consensus.batch;
    const signer = orderingIdentity(topology, this.#identities);
    return new Orderer({
      channel,
      maxBytes: absoluteMaxBytes,
      maxMessages,
      preferredBytes: preferredMaxBytes,
      sink: newChain({ channel, store, signer, feed, commits }),
      ...(batchDelay === undefined ? {} : { batchDelayMs: batchDelay }),
      onFailure: (error) => {
        this.#writable = false;
        log({ level: 'error', event: 'ledgerFailed', detail: errorText(error) });
      },
      onRecovery: () => {
        this.#writable = true;
        log({ level: 'info', event: 'ledgerRecovered', detail: `height ${store.height}` });
      },
    });
  }

  async #stop({ orderer, commits, feed }: Consortium): Promise<void> {
    await orderer.stop();
    feed.close();
    commits.close();
    // Lets the last answers leave before the connections are closed.
    await new Promise((resolve) => setImmediate(resolve));
    await this.undo();
    this.#settings.log({ level: 'info', event: 'stopped', detail: this.#settings.dataDir });
  }
}
