// SPDX-License-Identifier: Apache-2.0
import { readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { z } from 'zod';

const slug = z.string().regex(/^[a-z0-9][a-z0-9-]{1,47}$/, 'must be the id of a ledger in the trust list');
const file = z.string().min(1).max(1_000);
const origin = z.url({ protocol: /^https$/ }).refine((text) => new URL(text).pathname === '/', 'must be an origin');

const shape = z.strictObject({
  /** With what this gateway shows who it is. */
  client: z.strictObject({ certificate: file, key: file }),
  /** One entry for each registry's gateway that is asked. */
  partners: z
    .array(z.strictObject({ ledgerId: slug, url: origin, ca: file }))
    .max(100)
    .refine((all) => new Set(all.map(({ url }) => url)).size === all.length, 'each address once'),
  /** Where partners ask this gateway; nowhere unless given. */
  listen: z
    .strictObject({
      host: z.union([z.ipv4(), z.ipv6()]),
      port: z.int().min(0).max(65_535),
      certificate: file,
      key: file,
      /** Whose clients are let in. */
      clientCa: file,
    })
    .optional(),
});

/** The file that names the partners cannot be used; the message says why. */
export class PartnersFileUnusable extends Error {
  override readonly name = 'PartnersFileUnusable';
}

export interface TlsFiles {
  readonly certificate: string;
  readonly key: string;
}

/** A registry's gateway of another consortium, which this one asks. */
export interface PartnerAddress {
  /** The ledger's id in the supervisor's trust list. */
  readonly ledgerId: string;
  /** An https origin. */
  readonly url: string;
  /** PEM of the authorities under one of which its certificate must stand; no others count. */
  readonly ca: string;
}

export interface PartnerListen extends TlsFiles {
  readonly host: string;
  readonly port: number;
  readonly clientCa: string;
}

/** The partners of a gateway, its files read. */
export interface PartnerSettings {
  readonly client: TlsFiles;
  readonly partners: readonly PartnerAddress[];
  readonly listen?: PartnerListen;
}

const parsed = (path: string): z.infer<typeof shape> => {
  try {
    return shape.parse(JSON.parse(readFileSync(path, 'utf8')));
  } catch (cause) {
    const why = cause instanceof z.ZodError ? z.prettifyError(cause) : String(cause);
    throw new PartnersFileUnusable(`${path} does not name partners: ${why}`, { cause });
  }
};

/**
 * Reads the file that names the partners, and every file that it names, relative to its own folder.
 *
 * @throws PartnersFileUnusable
 */
export const readPartnersFile = (path: string): PartnerSettings => {
  const { client, partners, listen } = parsed(path);
  const read = (named: string): string => {
    try {
      return readFileSync(resolve(dirname(path), named), 'utf8');
    } catch (cause) {
      throw new PartnersFileUnusable(`${path} names a file that cannot be read: ${named}`, { cause });
    }
  };
  const pair = (files: TlsFiles): TlsFiles => ({ certificate: read(files.certificate), key: read(files.key) });
  return {
    client: pair(client),
    partners: partners.map(({ ledgerId, url, ca }) => ({ ledgerId, url: new URL(url).origin, ca: read(ca) })),
    ...(listen && { listen: { ...listen, ...pair(listen), clientCa: read(listen.clientCa) } }),
  };
};
