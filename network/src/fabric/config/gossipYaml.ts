// SPDX-License-Identifier: Apache-2.0

/** What matters little with one peer an organization that leads itself; Fabric's own values. */
const housekeeping = {
  election: {
    startupGracePeriod: '15s',
    membershipSampleInterval: '1s',
    leaderAliveThreshold: '10s',
    leaderElectionDuration: '5s',
  },
  pvtData: {
    pullRetryThreshold: '60s',
    transientstoreMaxBlockRetention: 1000,
    pushAckTimeout: '3s',
    btlPullMargin: 10,
    reconcileBatchSize: 10,
    reconcileSleepInterval: '1m',
    reconciliationEnabled: true,
    implicitCollectionDisseminationPolicy: { requiredPeerCount: 0, maxPeerCount: 1 },
  },
};

/**
 * The gossip settings of a peer that fetches its blocks from the orderers itself: gossip only tells organizations of
 * each other's peers. Intervals are those with which a peer that comes back is known again within a second or two.
 *
 * @param address - host:port under which other organizations reach the peer
 */
export function gossipSettings(address: string): object {
  return {
    bootstrap: address,
    externalEndpoint: address,
    useLeaderElection: false,
    orgLeader: true,
    aliveTimeInterval: '1s',
    aliveExpirationTimeout: '25s',
    membershipTrackerInterval: '1s',
    publishStateInfoInterval: '1s',
    requestStateInfoInterval: '1s',
    reconnectInterval: '1s',
    maxConnectionAttempts: 120,
    msgExpirationFactor: 20,
    maxBlockCountToStore: 10,
    maxPropagationBurstLatency: '10ms',
    maxPropagationBurstSize: 10,
    propagateIterations: 1,
    propagatePeerNum: 3,
    pullInterval: '4s',
    pullPeerNum: 3,
    publishCertPeriod: '10s',
    dialTimeout: '3s',
    connTimeout: '2s',
    recvBuffSize: 20,
    sendBuffSize: 200,
    digestWaitTime: '1s',
    requestWaitTime: '1500ms',
    responseWaitTime: '2s',
    ...housekeeping,
    state: { enabled: false },
  };
}
