// SPDX-License-Identifier: Apache-2.0
import { join } from 'node:path';
import { TLS_FILES, type TlsUse } from '../../identities/layout';

/** Paths of an identity's TLS files. */
export interface TlsPaths {
  readonly certificate: string;
  readonly privateKey: string;
  readonly root: string;
}

/** @param folder - of a node, or of a reserved user; the one that holds `tls` */
export function tlsPaths(folder: string, use: TlsUse): TlsPaths {
  const names = TLS_FILES[use];
  const [certificate, privateKey, root] = [names.certificate, names.privateKey, names.root].map((name) =>
    join(folder, 'tls', name),
  ) as [string, string, string];
  return { certificate, privateKey, root };
}
