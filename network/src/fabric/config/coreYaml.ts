// SPDX-License-Identifier: Apache-2.0
import { join } from 'node:path';
import type { PeerNode } from '../nodes';
import { gossipSettings } from './gossipYaml';
import type { TlsPaths } from './tlsFiles';

export interface PeerPlace {
  readonly peer: PeerNode;
  readonly mspFolder: string;
  readonly tls: TlsPaths;
  readonly dataFolder: string;
  /** The external builder's folder: the one that holds `bin`. */
  readonly builderFolder: string;
  readonly major: number;
}

const MEGABYTES_100 = 104_857_600;

/** The builder learns from this variable where the peer's chaincode servers are described. */
export const CONNECTIONS_VARIABLE = 'REGISTRY_CHAINCODE_CONNECTIONS';

export const BCCSP = { Default: 'SW', SW: { Hash: 'SHA2', Security: 256, FileKeyStore: { KeyStore: '' } } };

const peerTls = ({ certificate, privateKey, root }: TlsPaths): object => ({
  enabled: true,
  clientAuthRequired: true,
  cert: { file: certificate },
  key: { file: privateKey },
  rootcert: { file: root },
  clientRootCAs: { files: [root] },
});

/** Waits that decide how long a client waits for somebody else's failure; Fabric's own are half a minute and more. */
const patience = {
  gateway: { enabled: true, endorsementTimeout: '3s', broadcastTimeout: '2s', dialTimeout: '30s' },
  keepalive: {
    interval: '7200s',
    timeout: '20s',
    // Gateways ask every 10 s whether the link still stands; a stricter peer would cut off their block streams.
    minInterval: '5s',
    client: { interval: '60s', timeout: '20s' },
    deliveryClient: { interval: '10s', timeout: '5s' },
  },
  deliveryclient: {
    blockGossipEnabled: true,
    reconnectTotalTimeThreshold: '3600s',
    connTimeout: '3s',
    reConnectBackoffThreshold: '5s',
    blockCensorshipTimeoutKey: '5s',
  },
};

/** Only releases from 3.0 on check a proposal's timestamp themselves; the chaincode's own guard stands on all. */
const handlers = (major: number): object => ({
  authFilters: ['DefaultAuth', 'ExpirationCheck', ...(major >= 3 ? ['TimeWindowCheck'] : [])].map((name) => ({ name })),
  decorators: [{ name: 'DefaultDecorator' }],
  endorsers: { escc: { name: 'DefaultEndorsement' } },
  validators: { vscc: { name: 'DefaultValidation' } },
});

function peerSection({ peer, mspFolder, tls, dataFolder, major }: PeerPlace): object {
  const { host, chaincodePort } = peer.node;
  return {
    id: peer.name,
    networkId: 'registry',
    listenAddress: peer.address,
    address: peer.address,
    chaincodeListenAddress: `${host}:${chaincodePort}`,
    ...patience,
    gossip: gossipSettings(peer.address),
    tls: peerTls(tls),
    authentication: { timewindow: '15m' },
    fileSystemPath: join(dataFolder, 'production'),
    BCCSP,
    mspConfigPath: mspFolder,
    localMspId: peer.organization.mspId,
    localMspType: 'bccsp',
    handlers: handlers(major),
    discovery: { enabled: true, authCacheEnabled: true, authCacheMaxSize: 1000, authCachePurgeRetentionRatio: 0.75 },
    limits: { concurrency: { endorserService: 2500, deliverService: 2500, gatewayService: 2500 } },
    maxRecvMsgSize: MEGABYTES_100,
    maxSendMsgSize: MEGABYTES_100,
  };
}

const chaincodeSection = (builderFolder: string): object => ({
  externalBuilders: [{ name: 'registry', path: builderFolder, propagateEnvironment: [CONNECTIONS_VARIABLE] }],
  installTimeout: '300s',
  startuptimeout: '300s',
  executetimeout: '30s',
  mode: 'net',
  // A peer's keep-alive message ends chaincode of fabric-shim 2.5.8.
  keepalive: 0,
  system: { _lifecycle: 'enable', cscc: 'enable', lscc: 'enable', qscc: 'enable' },
  logging: { level: 'info', shim: 'warning' },
});

/**
 * `core.yaml` of one peer, as data.
 *
 * @param place - its certificates and its data folder, absolute or as the container sees them
 */
export function coreYaml(place: PeerPlace): object {
  const { peer, tls, dataFolder } = place;
  const { certificate, privateKey, root } = tls;
  return {
    peer: peerSection(place),
    // Empty here, not in the environment: 2.5 would look for Docker all the same, and never be healthy.
    vm: { endpoint: '' },
    chaincode: chaincodeSection(place.builderFolder),
    ledger: {
      state: { stateDatabase: 'goleveldb', totalQueryLimit: 100_000 },
      history: { enableHistoryDatabase: true },
      pvtdataStore: { purgeInterval: 100 },
      snapshots: { rootDir: join(dataFolder, 'snapshots') },
    },
    operations: {
      listenAddress: `${peer.node.host}:${peer.node.operationsPort}`,
      tls: {
        enabled: true,
        cert: { file: certificate },
        key: { file: privateKey },
        clientAuthRequired: true,
        clientRootCAs: { files: [root] },
      },
    },
    metrics: { provider: 'prometheus' },
  };
}
