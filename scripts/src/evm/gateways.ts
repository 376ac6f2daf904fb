// SPDX-License-Identifier: Apache-2.0
import { setTimeout as delay } from 'node:timers/promises';
import type { CertificateStatement, StatusRoot, TrustList, TrustListSignatures } from '@registry/chaincode/protocol';
import { newRestClient } from '../rest/restClient';
import type { ShownCertificate, StatusEndorsement } from './shown';

/** A status root as one gateway found it. */
export interface SignedRoot extends StatusRoot {
  readonly endorsement?: StatusEndorsement;
}

/** A trust list as a gateway shows it. */
export interface SignedList {
  readonly list: TrustList;
  readonly signatures: TrustListSignatures;
}

/** A certificate as a gateway shows it for EVM chains. */
export interface EvmProof extends Pick<ShownCertificate, 'keys' | 'eip712' | 'status'> {
  readonly statement: CertificateStatement;
  readonly statusRoot: SignedRoot;
}

const ask = async <T>(url: string, path: string): Promise<T> => {
  const { status, body } = await newRestClient(url).get(path);
  if (status !== 200) throw new Error(`${url} answers ${String(status)} to ${path}: ${JSON.stringify(body)}`);
  return body as T;
};

/** @throws Error where there is none in force */
export const currentList = (url: string): Promise<SignedList> => ask(url, '/trust-lists/current');

const isSame = (one: StatusRoot, other: StatusRoot): boolean =>
  one.root === other.root && one.size === other.size && one.height === other.height;

const PATIENCE = 40;
const PAUSE = 250;

/** What several gateways say of one moment, once the last block has reached all of them. */
const agreed = async <T>(
  urls: readonly string[],
  read: (at: string) => Promise<readonly [T, SignedRoot]>,
): Promise<readonly [T, readonly SignedRoot[]]> => {
  for (let attempt = 1; ; attempt += 1) {
    const at = new Date().toISOString();
    const [said, root] = await read(at);
    const roots = await Promise.all(urls.map((url) => ask<SignedRoot>(url, `/status-roots/current?at=${at}`)));
    if (roots.every((one) => isSame(one, root))) return [said, roots];
    if (attempt >= PATIENCE) throw new Error('The gateways do not find the same status root.');
    await delay(PAUSE);
  }
};

/** The status root that all these gateways find, as each of them signed it. @param urls - at least one */
export const agreedRoots = async (urls: readonly string[]): Promise<readonly SignedRoot[]> => {
  const [first = ''] = urls;
  const [, roots] = await agreed(urls, async (at) => {
    const root = await ask<SignedRoot>(first, `/status-roots/current?at=${at}`);
    return [root, root];
  });
  return roots;
};

/** A certificate, with the status root that all these gateways find. @param urls - at least one */
export const agreedProof = async (
  urls: readonly string[],
  number: string,
): Promise<{ readonly proof: EvmProof; readonly roots: readonly SignedRoot[] }> => {
  const [first = ''] = urls;
  const [proof, roots] = await agreed(urls, async (at) => {
    const found = await ask<EvmProof>(first, `/certificates/${number}/evm-proof?at=${at}`);
    return [found, found.statusRoot];
  });
  return { proof, roots };
};

export const endorsementsOf = (roots: readonly SignedRoot[]): StatusEndorsement[] =>
  roots.flatMap(({ endorsement }) => (endorsement === undefined ? [] : [endorsement]));
