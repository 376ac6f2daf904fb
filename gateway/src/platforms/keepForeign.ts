// SPDX-License-Identifier: Apache-2.0
import type { ForeignCertificate } from '@registry/chaincode/protocol';
import type { Kysely } from 'kysely';
import type { Tables } from '../database/tables';

/** A listed platform's key cannot fill the disk: of each platform no more are kept. */
export const MOST_OF_A_PLATFORM = 1_000_000;

/** What became of a certificate that was shown. */
export const KEPT = ['KEPT', 'KNOWN', 'OLDER', 'FULL'] as const;
export type Kept = (typeof KEPT)[number];

const isFull = async (database: Kysely<Tables>, platformId: string): Promise<boolean> => {
  const { count } = await database
    .selectFrom('foreign_certificates')
    .select(({ fn }) => fn.countAll<number | string>().as('count'))
    .where('platform_id', '=', platformId)
    .executeTakeFirstOrThrow();
  return Number(count) >= MOST_OF_A_PLATFORM;
};

/**
 * Keeps a platform's certificate that was checked, so that it can be asked for by its number: the highest version of each,
 * and of one version what was shown first.
 *
 * @param at - ISO instant
 */
export const keepForeign = async (
  database: Kysely<Tables>,
  { platformId, certificate, at }: { platformId: string; certificate: ForeignCertificate; at: string },
): Promise<Kept> => {
  const { number, version } = certificate.message;
  const known = await database
    .selectFrom('foreign_certificates')
    .select('version')
    .where('platform_id', '=', platformId)
    .where('number', '=', number)
    .executeTakeFirst();
  if (known !== undefined && known.version >= version) return known.version === version ? 'KNOWN' : 'OLDER';
  if (known === undefined && (await isFull(database, platformId))) return 'FULL';
  const row = { version, certificate: JSON.stringify(certificate), kept_at: at };
  await database
    .insertInto('foreign_certificates')
    .values({ platform_id: platformId, number, ...row })
    .onConflict((conflict) =>
      conflict.columns(['platform_id', 'number']).doUpdateSet(row).where('foreign_certificates.version', '<', version),
    )
    .execute();
  return 'KEPT';
};
