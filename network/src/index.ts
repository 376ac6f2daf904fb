// SPDX-License-Identifier: Apache-2.0
export {
  loadTopology,
  organizationNamed,
  parseTopology,
  TOPOLOGY_FILE,
  TopologyError,
  type Organization,
  type Topology,
  type TopologyUser,
  type UserRole,
} from './topology';
export { portsOf, withPorts } from './topologyPorts';
export { loadFounding, type Founding } from './founding/loadFounding';
export { createIdentities } from './identities/createIdentities';
export { MSP_FILES, organizationMsp, peerFolder, userFolder } from './identities/layout';
export { readSigningIdentity, readTlsIdentity } from './identities/readIdentity';
export { inspectIdentities, type IdentityInspection } from './identities/inspectIdentities';
export { inspectLedger, type LedgerInspection } from './embedded/inspectLedger';
export { startEmbedded, type EmbeddedNetwork, type EmbeddedOptions } from './embedded/network';
export { readConnections, type PeerConnection, type PeerConnections } from './connection';
export { startFabricNetwork, type FabricNetwork, type StartFabricOptions } from './fabric/network';
export { tlsPaths } from './fabric/config/tlsFiles';
export { ask, type Answer } from './fabric/processes/health';
export { FabricError } from './fabric/fabricError';
export { locateBinaries, type FabricBinaries } from './fabric/tools/binaries';
export { withCandidate, withConsensus } from './topologyChange';
export type { EmbeddedStatus } from './embedded/status';
export type { LogEntry } from './embedded/log';
