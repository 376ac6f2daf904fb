// SPDX-License-Identifier: Apache-2.0
import { join } from 'node:path';

/** Where an organization's folder is: `dir` is the consortium's identities folder. */
export interface OrganizationPlace {
  readonly dir: string;
  readonly org: string;
}

/** Paths inside an MSP folder. Fabric fixes the folder names and `config.yaml`; the file names are ours. */
export const MSP_FILES = {
  identityRoot: 'cacerts/ca.pem',
  tlsRoot: 'tlscacerts/tlsca.pem',
  config: 'config.yaml',
  certificate: 'signcerts/cert.pem',
  privateKey: 'keystore/key.pem',
} as const;

/** Paths inside a TLS folder, for a node and for a person or process that only calls. */
export const TLS_FILES = {
  server: { certificate: 'server.crt', privateKey: 'server.key', root: 'ca.crt' },
  client: { certificate: 'client.crt', privateKey: 'client.key', root: 'ca.crt' },
} as const;

export type TlsUse = keyof typeof TLS_FILES;

export const AUTHORITY_FILES = {
  identity: { certificate: 'ca.pem', privateKey: 'ca.key' },
  tls: { certificate: 'tlsca.pem', privateKey: 'tlsca.key' },
} as const;

/** The authorities' own keys: the one folder that an operator may keep off line once everything is issued. */
export const authorityFolder = ({ dir, org }: OrganizationPlace): string => join(dir, org, 'ca');

/** The organization's channel MSP: roots and configuration, no key. */
export const organizationMsp = ({ dir, org }: OrganizationPlace): string => join(dir, org, 'msp');

/** A peer's folder, holding `msp` and `tls`. */
export const peerFolder = (place: OrganizationPlace, peer: string): string => join(place.dir, place.org, 'peers', peer);

/** An orderer's folder, holding `msp` and `tls`. */
export const ordererFolder = (place: OrganizationPlace, orderer: string): string =>
  join(place.dir, place.org, 'orderers', orderer);

/** A user's folder, holding `msp`, and `tls` for the reserved users `admin` and `gateway`. */
export const userFolder = (place: OrganizationPlace, user: string): string => join(place.dir, place.org, 'users', user);
