// SPDX-License-Identifier: Apache-2.0
import { join } from 'node:path';
import type { OrdererNode } from '../nodes';
import type { TlsPaths } from './tlsFiles';

export interface OrdererPlace {
  readonly orderer: OrdererNode;
  readonly mspFolder: string;
  readonly tls: TlsPaths;
  readonly dataFolder: string;
  /** Of Fabric's release: 3.x bounds how long a lost link is left alone. */
  readonly major: number;
}

const MEGABYTES_100 = 104_857_600;

/** Mutual TLS for a listener whose callers are the organization's own; the channel tells of everybody else's roots. */
const listenerTls = ({ certificate, privateKey, root }: TlsPaths): object => ({
  Enabled: true,
  Certificate: certificate,
  PrivateKey: privateKey,
  RootCAs: [root],
  ClientAuthRequired: true,
  ClientRootCAs: [root],
});

function general({ orderer, mspFolder, tls, major }: OrdererPlace): object {
  return {
    ListenAddress: orderer.node.host,
    ListenPort: orderer.node.port,
    TLS: listenerTls(tls),
    // Not above the interval at which peers ask whether the link still stands (core.yaml, deliveryClient).
    Keepalive: { ServerMinInterval: '5s', ServerInterval: '7200s', ServerTimeout: '20s' },
    MaxRecvMsgSize: MEGABYTES_100,
    MaxSendMsgSize: MEGABYTES_100,
    Cluster: {
      SendBufferSize: 100,
      ClientCertificate: tls.certificate,
      ClientPrivateKey: tls.privateKey,
      RootCAs: [tls.root],
    },
    // No system channel: channels are joined through the administration listener.
    BootstrapMethod: 'none',
    LocalMSPDir: mspFolder,
    LocalMSPID: orderer.organization.mspId,
    BCCSP: { Default: 'SW', SW: { Hash: 'SHA2', Security: 256 } },
    Authentication: { TimeWindow: '15m' },
    ...(major >= 3 ? { Backoff: { BaseDelay: '1s', Multiplier: 1.6, MaxDelay: '3s' } } : {}),
  };
}

/**
 * `orderer.yaml` of one orderer, as data.
 *
 * @param place - its certificates and its data folder, absolute or as the container sees them
 */
export function ordererYaml(place: OrdererPlace): object {
  const { orderer, tls, dataFolder } = place;
  const { host, adminPort, operationsPort } = orderer.node;
  return {
    General: general(place),
    FileLedger: { Location: join(dataFolder, 'ledger') },
    Operations: { ListenAddress: `${host}:${operationsPort}`, TLS: listenerTls(tls) },
    Metrics: { Provider: 'prometheus' },
    Admin: { ListenAddress: `${host}:${adminPort}`, TLS: listenerTls(tls) },
    ChannelParticipation: { Enabled: true, MaxRequestBodySize: '1 MB' },
    Consensus: { WALDir: join(dataFolder, 'wal'), SnapDir: join(dataFolder, 'snapshot') },
  };
}
