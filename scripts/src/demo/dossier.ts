// SPDX-License-Identifier: Apache-2.0
import { loadTopology, organizationNamed } from '@registry/network';
import type { Topology } from '@registry/network';
import { fingerprintOf } from './data/fingerprint';
import type { Fingerprint } from './data/fingerprint';
import type { Measure } from './data/measure';
import { readPackageFile } from './data/packageFile';
import type { PackageFile } from './data/packageFile';
import type { DemoProduct } from './product';

export interface Party {
  readonly name: string;
  readonly uscc: string;
}

/** A registration of this ledger that a product is made from. */
export interface Upstream {
  readonly certificateNumber: string;
  readonly dataName: string;
}

/** A product with everything that was found out about its data and its parties: what documents and filing are made of. */
export interface Dossier {
  readonly product: DemoProduct;
  readonly file: PackageFile;
  readonly measure: Measure;
  readonly fingerprint: Fingerprint;
  readonly registry: Party;
  readonly applicant: Party;
  readonly agent?: Party;
  /** What it is made from, where that is registered here. */
  readonly upstream?: readonly Upstream[];
  /** The civil date of the filing, YYYY-MM-DD. */
  readonly today: string;
}

/** Chunk of the Merkle root over a product's bytes: what the vault uses. */
export const CHUNK_BYTES = 1024 * 1024;

const partyOf = (topology: Topology, userName: string): Party => {
  const user = topology.users.find(({ name }) => name === userName);
  const members = topology.organizations.flatMap((organization) => organization.members);
  const member = members.find(({ uscc }) => uscc === user?.uscc);
  if (!member) throw new Error(`The topology names no company for the user ${userName}.`);
  return { name: member.name, uscc: member.uscc };
};

const readProductFile = async ({ file: { packageName, path, madeFrom } }: DemoProduct): Promise<PackageFile> => {
  const file = await readPackageFile(packageName, path);
  if (madeFrom === undefined) return file;
  const text = await madeFrom(async (other) => (await readPackageFile(packageName, other)).bytes.toString('utf8'));
  return { ...file, bytes: Buffer.from(text) };
};

/**
 * Reads a product's file, counts and fingerprints it, and looks up its parties in the topology.
 * @param today civil date of the filing, YYYY-MM-DD
 * @param topology the consortium; the one that ships unless named
 */
export const openDossier = async (
  product: DemoProduct,
  today: string,
  topology: Topology = loadTopology(),
): Promise<Dossier> => {
  const file = await readProductFile(product);
  const registry = organizationNamed(topology, product.registry);
  return {
    product,
    file,
    measure: product.measure(file.bytes.toString('utf8')),
    fingerprint: fingerprintOf(file.bytes, CHUNK_BYTES),
    registry: { name: registry.title, uscc: registry.uscc },
    applicant: partyOf(topology, product.applicant),
    ...(product.agent === undefined ? {} : { agent: partyOf(topology, product.agent) }),
    today,
  };
};
