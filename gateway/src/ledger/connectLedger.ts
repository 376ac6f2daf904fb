// SPDX-License-Identifier: Apache-2.0
import { createRequire } from 'node:module';
import { readEndpoint } from './connection';
import { newFabricGatewayLedger, type FabricGatewayOptions } from './fabricGateway/adapter';
import type { FabricNetworkOptions } from './fabricNetwork/adapter';
import type { Endorsers } from './fabricNetwork/transaction';
import type { LedgerPort } from './port';

/** The client libraries that a gateway can use. */
export const LEDGER_CLIENTS = ['fabric-gateway', 'fabric-network'] as const;

export interface ConnectOptions extends Partial<Omit<FabricGatewayOptions, 'endpoint'>> {
  /** What the network wrote at its start. */
  readonly connectionFile: string;
  /** Through whose peer. */
  readonly organization: string;
  /** fabric-gateway unless named. */
  readonly client?: (typeof LEDGER_CLIENTS)[number];
  /** Whom fabric-network asks to endorse; with fabric-gateway the peer finds out. */
  readonly endorsers?: Endorsers;
  /** How many people's connections fabric-network keeps open. */
  readonly mostIdentities?: number;
}

interface FabricNetworkModule {
  readonly newFabricNetworkLedger: (options: FabricNetworkOptions) => LedgerPort;
}

/** Loaded only where it is chosen: the older library takes some thirty megabytes. */
const loadFabricNetwork = (): FabricNetworkModule =>
  createRequire(__filename)('./fabricNetwork/adapter') as FabricNetworkModule;

/**
 * Connects to the ledger through an organization's peer. No network is touched before the first call.
 *
 * @param options - channel and chaincode are both `registry` unless named
 * @throws ConnectionUnusable where the file does not say how to reach that peer
 */
export function connectLedger(options: ConnectOptions): LedgerPort {
  const { connectionFile, organization, client = 'fabric-gateway', endorsers, ...rest } = options;
  const endpoint = readEndpoint(connectionFile, organization);
  const common = {
    channel: 'registry',
    chaincode: 'registry',
    limits: { running: 100, waiting: 1_000 },
    onLostStream: () => undefined,
    ...rest,
    endpoint,
  };
  if (client === 'fabric-gateway') return newFabricGatewayLedger(common);
  return loadFabricNetwork().newFabricNetworkLedger({
    ...common,
    endorsers: endorsers ?? { mspIds: [endpoint.mspId], threshold: 1 },
  });
}
