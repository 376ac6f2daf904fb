// SPDX-License-Identifier: Apache-2.0
import type { KeyPairFiles } from './authority';
import type { FolderFile } from './folder';
import { MSP_FILES, TLS_FILES, type TlsUse } from './layout';

/** The roots under which an organization's certificates stand (PEM). */
export interface Roots {
  readonly identityRoot: string;
  readonly tlsRoot: string;
}

const NODE_OUS = ['Client', 'Peer', 'Admin', 'Orderer'] as const;

/** `config.yaml`: each role is an OU of a certificate under the organization's own authority. */
function configYaml(): string {
  const roles = NODE_OUS.flatMap((role) => [
    `  ${role}OUIdentifier:`,
    `    Certificate: ${MSP_FILES.identityRoot}`,
    `    OrganizationalUnitIdentifier: ${role.toLowerCase()}`,
  ]);
  return ['NodeOUs:', '  Enable: true', ...roles, ''].join('\n');
}

/** Files of an organization's channel MSP. */
export function organizationMspFiles({ identityRoot, tlsRoot }: Roots): FolderFile[] {
  return [
    { path: MSP_FILES.identityRoot, content: identityRoot },
    { path: MSP_FILES.tlsRoot, content: tlsRoot },
    { path: MSP_FILES.config, content: configYaml() },
  ];
}

/** Files of a local MSP: the organization's, with one certificate and its key. */
export function localMspFiles(roots: Roots, signing: KeyPairFiles): FolderFile[] {
  return [
    ...organizationMspFiles(roots),
    { path: MSP_FILES.certificate, content: signing.certificate },
    { path: MSP_FILES.privateKey, content: signing.privateKey, secret: true },
  ];
}

/** Files of a TLS folder, named as Fabric's tools expect them. */
export function tlsFiles(use: TlsUse, root: string, pair: KeyPairFiles): FolderFile[] {
  const names = TLS_FILES[use];
  return [
    { path: names.certificate, content: pair.certificate },
    { path: names.privateKey, content: pair.privateKey, secret: true },
    { path: names.root, content: root },
  ];
}
