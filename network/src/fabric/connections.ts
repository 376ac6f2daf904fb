// SPDX-License-Identifier: Apache-2.0
import { join } from 'node:path';
import type { PeerConnections } from '../connection';
import { MSP_FILES, organizationMsp } from '../identities/layout';
import type { FabricPlace } from './place';
import { firstPeers } from './tools/admin';

/** How clients reach each organization's peer. */
export function peerConnections(place: FabricPlace): PeerConnections {
  return Object.fromEntries(
    firstPeers(place).map(({ organization: { name, mspId }, address }) => {
      const msp = organizationMsp({ dir: place.layout.identities, org: name });
      return [name, { mspId, address, tlsRootCertPath: join(msp, MSP_FILES.tlsRoot) }];
    }),
  );
}
