// SPDX-License-Identifier: Apache-2.0
import type { PeerNode } from '../nodes';
import { BCCSP } from './coreYaml';
import type { TlsPaths } from './tlsFiles';

export interface AdminPlace {
  /** The organization's peer that its administrator speaks to. */
  readonly peer: PeerNode;
  readonly mspFolder: string;
  readonly tls: TlsPaths;
}

/** `core.yaml` for the `peer` program in an administrator's hands, as data. */
export function adminYaml({ peer, mspFolder, tls }: AdminPlace): object {
  return {
    peer: {
      address: peer.address,
      localMspId: peer.organization.mspId,
      localMspType: 'bccsp',
      mspConfigPath: mspFolder,
      BCCSP,
      client: { connTimeout: '5s' },
      tls: {
        enabled: true,
        clientAuthRequired: true,
        rootcert: { file: tls.root },
        clientCert: { file: tls.certificate },
        clientKey: { file: tls.privateKey },
      },
      handlers: {},
    },
  };
}
