// SPDX-License-Identifier: Apache-2.0
import { Gateway, type Network } from 'fabric-network';
import type { Endpoint } from '../connection';
import { LedgerUnavailable } from '../errors';
import type { ClientTls } from '../fabricGateway/grpcClient';
import type { LedgerIdentity } from '../port';
import { callerOptions } from './caller';
import { noteDiscovered } from './discovery';
import { inOurWords } from './failures';
import { requireSuitable } from './suitability';

export interface NetworkOptions {
  readonly endpoint: Endpoint;
  readonly channel: string;
  readonly tls?: ClientTls;
  /** Identities that stay connected; each holds a connection to every peer and orderer. */
  readonly most: number;
}

interface Entry {
  readonly gateway: Gateway;
  readonly network: Promise<Network>;
  users: number;
}

/** Our own nodes' certificates name `localhost` beside the loopback address, which TLS cannot be asked for. */
const isLoopback = (address: string): boolean => /^127\./.test(address);

function profileOf({ mspId, address, tlsRoot }: Endpoint): Record<string, unknown> {
  const local = isLoopback(address) ? { 'ssl-target-name-override': 'localhost' } : {};
  const names = address.split(',');
  const peers = names.map((one) => [one, { url: `grpcs://${one}`, tlsCACerts: { pem: tlsRoot }, grpcOptions: local }]);
  return { version: '1.0', organizations: { door: { mspid: mspId, peers: names } }, peers: Object.fromEntries(peers) };
}

async function open(gateway: Gateway, identity: LedgerIdentity, options: NetworkOptions): Promise<Network> {
  const { endpoint, channel, tls } = options;
  await gateway.connect(profileOf(endpoint), {
    ...callerOptions(identity),
    discovery: { enabled: true, asLocalhost: isLoopback(endpoint.address) },
    ...(tls ? { tlsInfo: { certificate: tls.certificate, key: tls.privateKey } } : {}),
  });
  const network = await gateway.getNetwork(channel).catch((error: unknown) => {
    throw inOurWords(error);
  });
  noteDiscovered(network);
  await requireSuitable(network);
  return network;
}

/** One gateway of fabric-network for each identity, the longest unused one closed when there are too many. */
export class Networks {
  readonly #options: NetworkOptions;
  readonly #entries = new Map<string, Entry>();
  #isClosed = false;

  constructor(options: NetworkOptions) {
    this.#options = options;
  }

  /** Lends the network of an identity for as long as the work takes. */
  use<T>(identity: LedgerIdentity, work: (network: Network) => Promise<T>): Promise<T> {
    return this.keep(identity, async (entry) => work(await entry.network));
  }

  /** Keeps the gateway of an identity open for as long as the work takes, which may borrow its network several times. */
  async keep<T>(identity: LedgerIdentity, work: (entry: Pick<Entry, 'network'>) => Promise<T>): Promise<T> {
    if (this.#isClosed) throw new LedgerUnavailable({ reason: 'CLOSED' });
    const entry = this.#entry(identity);
    entry.users += 1;
    try {
      return await work(entry);
    } finally {
      entry.users -= 1;
      this.#closeIdle(this.#options.most);
    }
  }

  /** Nothing is opened from then on. */
  close(): void {
    this.#isClosed = true;
    for (const { gateway } of this.#entries.values()) gateway.disconnect();
    this.#entries.clear();
  }

  /** Taken out and put back: a Map keeps the order in which its keys were set. */
  #entry(identity: LedgerIdentity): Entry {
    const key = `${identity.mspId}\n${identity.certificate}`;
    const entry = this.#entries.get(key) ?? this.#connect(key, identity);
    this.#entries.delete(key);
    this.#entries.set(key, entry);
    return entry;
  }

  #connect(key: string, identity: LedgerIdentity): Entry {
    const gateway = new Gateway();
    const network = open(gateway, identity, this.#options);
    network.catch(() => {
      // Whoever waits is told; the next one tries anew.
      this.#entries.delete(key);
      gateway.disconnect();
    });
    return { gateway, network, users: 0 };
  }

  #closeIdle(most: number): void {
    for (const [key, { gateway, users }] of this.#entries) {
      if (this.#entries.size <= most) return;
      if (users > 0) continue;
      this.#entries.delete(key);
      gateway.disconnect();
    }
  }
}
