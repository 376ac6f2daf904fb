// SPDX-License-Identifier: Apache-2.0
import type { CommitWatch } from '../commitWatch';
import type { Endorser } from '../endorser/endorser';
import type { BlockFeed } from '../feed';
import type { Store } from '../ledger/types';
import type { Orderer } from '../ordering/orderer';
import type { ChaincodeDefinition, ChannelConfig } from '../types';

/** A peer of the consortium, as clients and other peers see it. */
export interface PeerAddress {
  readonly mspId: string;
  /** host:port */
  readonly address: string;
}

/** What the peers of one engine share: one channel, one chaincode, one store, one ordering service. */
export interface Consortium {
  readonly channel: ChannelConfig;
  readonly definition: ChaincodeDefinition;
  readonly store: Store;
  readonly feed: BlockFeed;
  readonly commits: CommitWatch;
  readonly orderer: Orderer;
  /** The endorsing peers by MSP id; witnessing peers are not among them. */
  readonly endorsers: ReadonlyMap<string, Endorser>;
}

/** One peer's services: who it is, and the consortium that it belongs to. */
export interface PeerContext extends Consortium {
  readonly local: PeerAddress;
}
