// SPDX-License-Identifier: Apache-2.0
import { join } from 'node:path';
import { MSP_FILES } from '../../identities/layout';
import type { Topology } from '../../topology';
import type { OrdererNode } from '../nodes';
import { tlsPaths } from './tlsFiles';

/** An orderer, and the folder that holds its certificates. */
export interface Consenter {
  readonly orderer: OrdererNode;
  readonly folder: string;
}

const ms = (value: number): string => `${value}ms`;

function raftConsenter({ orderer, folder }: Consenter): object {
  const { certificate } = tlsPaths(folder, 'server');
  const { host, port } = orderer.node;
  return { Host: host, Port: port, ClientTLSCert: certificate, ServerTLSCert: certificate };
}

function raft({ consensus }: Topology, consenters: readonly Consenter[]): object {
  const { tickIntervalMs, electionTicks, heartbeatTicks } = consensus.raft;
  return {
    EtcdRaft: {
      Consenters: consenters.map(raftConsenter),
      Options: {
        TickInterval: ms(tickIntervalMs),
        ElectionTick: electionTicks,
        HeartbeatTick: heartbeatTicks,
        MaxInflightBlocks: 5,
        SnapshotIntervalSize: '16 MB',
      },
    },
  };
}

/** Forward ≤ complain ≤ remove, and resend ≤ view change: how long the loss of a leader is felt is forward + complain. */
function bft({ consensus }: Topology, consenters: readonly Consenter[]): object {
  const { forwardTimeoutMs, complainTimeoutMs, heartbeatTimeoutMs, viewChangeTimeoutMs } = consensus.bft;
  return {
    SmartBFT: {
      // The batch's time; `BatchTimeout` means nothing here.
      RequestBatchMaxInterval: ms(consensus.batch.timeoutMs),
      RequestForwardTimeout: ms(forwardTimeoutMs),
      RequestComplainTimeout: ms(complainTimeoutMs),
      RequestAutoRemoveTimeout: '1m',
      RequestPoolSize: 100_000,
      ViewChangeResendInterval: '1s',
      ViewChangeTimeout: ms(viewChangeTimeoutMs),
      LeaderHeartbeatTimeout: ms(heartbeatTimeoutMs),
      LeaderHeartbeatCount: 5,
      CollectTimeout: '500ms',
      IncomingMessageBufferSize: 200,
    },
    ConsenterMapping: consenters.map((consenter, index) => ({
      ID: index + 1,
      ...raftConsenter(consenter),
      MSPID: consenter.orderer.organization.mspId,
      Identity: join(consenter.folder, 'msp', MSP_FILES.certificate),
    })),
  };
}

/**
 * How the channel orders, for the `Orderer` section of `configtx.yaml`.
 *
 * @param consenters - in the topology's order
 */
export function consensusSection(topology: Topology, consenters: readonly Consenter[]): object {
  const { type, batch } = topology.consensus;
  return {
    OrdererType: type,
    BatchTimeout: ms(batch.timeoutMs),
    BatchSize: {
      MaxMessageCount: batch.maxMessages,
      AbsoluteMaxBytes: batch.absoluteMaxBytes,
      PreferredMaxBytes: batch.preferredMaxBytes,
    },
    ...(type === 'BFT' ? bft : raft)(topology, consenters),
  };
}
