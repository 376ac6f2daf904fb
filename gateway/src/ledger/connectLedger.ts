// SPDX-License-Identifier: Apache-2.0
import { readEndpoint } from './connection';
import { newFabricGatewayLedger, type FabricGatewayOptions } from './fabricGateway/adapter';
import type { LedgerPort } from './port';

export interface ConnectOptions extends Partial<Omit<FabricGatewayOptions, 'endpoint'>> {
  /** What the network wrote at its start. */
  readonly connectionFile: string;
  /** Through whose peer. */
  readonly organization: string;
}

/**
 * Connects to the ledger through an organization's peer. No network is touched before the first call.
 *
 * @param options - channel and chaincode are both `registry` unless named
 * @throws ConnectionUnusable where the file does not say how to reach that peer
 */
export function connectLedger({ connectionFile, organization, ...options }: ConnectOptions): LedgerPort {
  return newFabricGatewayLedger({
    channel: 'registry',
    chaincode: 'registry',
    limits: { running: 100, waiting: 1_000 },
    onLostStream: () => undefined,
    ...options,
    endpoint: readEndpoint(connectionFile, organization),
  });
}
