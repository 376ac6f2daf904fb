// SPDX-License-Identifier: Apache-2.0
import type { CertificateFile } from '@registry/chaincode/protocol';
import { sql } from 'kysely';
import type { Kysely } from 'kysely';
import type { Tables } from '../database/tables';
import type { PartnerAddress } from './partnersFile';
import type { PartnerProblem } from './tables';

/** What is kept of a partner's registry. */
export interface KeptSource {
  readonly lists: readonly string[];
  readonly cursor: string;
  readonly reachedAt?: string;
  readonly problem?: PartnerProblem;
}

const NOTHING: KeptSource = { lists: [], cursor: '' };

export const readSource = async (database: Kysely<Tables>, url: string): Promise<KeptSource> => {
  const row = await database.selectFrom('partner_sources').selectAll().where('url', '=', url).executeTakeFirst();
  if (row === undefined) return NOTHING;
  return {
    lists: JSON.parse(row.lists) as string[],
    cursor: row.cursor,
    ...(row.reached_at !== null && { reachedAt: row.reached_at }),
    ...(row.problem !== null && { problem: JSON.parse(row.problem) as PartnerProblem }),
  };
};

/** Writes how far a partner was followed at an attempt. */
export const writeSource = async (
  database: Kysely<Tables>,
  { url, ledgerId }: Pick<PartnerAddress, 'url' | 'ledgerId'>,
  { triedAt, ...kept }: KeptSource & { readonly triedAt: string },
): Promise<void> => {
  const row = {
    ledger_id: ledgerId,
    lists: JSON.stringify(kept.lists),
    cursor: kept.cursor,
    tried_at: triedAt,
    reached_at: kept.reachedAt ?? null,
    problem: kept.problem === undefined ? null : JSON.stringify(kept.problem),
  };
  await database
    .insertInto('partner_sources')
    .values({ url, ...row })
    .onConflict((conflict) => conflict.column('url').doUpdateSet(row))
    .execute();
};

/** Keeps a certificate that was believed; an older version never takes the place of a newer one. */
export const keepCertificate = async (
  database: Kysely<Tables>,
  { url, ledgerId }: Pick<PartnerAddress, 'url' | 'ledgerId'>,
  { record, signatures }: CertificateFile,
): Promise<void> => {
  const { uscc } = record.registry;
  const name = (record.registry as { readonly name?: unknown }).name;
  const row = {
    url,
    version: record.version,
    registry_uscc: uscc,
    registry_name: typeof name === 'string' ? name : uscc,
    key_set: signatures.keys,
    valid_from: record.validFrom,
    valid_to: record.validTo,
  };
  await database
    .insertInto('partner_certificates')
    .values({ ledger_id: ledgerId, number: record.number, ...row })
    .onConflict((conflict) =>
      conflict
        .columns(['number', 'ledger_id'])
        .doUpdateSet(row)
        .where('partner_certificates.version', '<=', record.version),
    )
    .execute();
};

/** The registries and years of which there are certificates, each with the begin of the status list that is kept. */
export const readStatusNeeds = async (
  database: Kysely<Tables>,
  url: string,
): Promise<readonly { readonly registry: string; readonly year: string; readonly keptFrom: string | undefined }[]> => {
  const certificates = await database
    .selectFrom('partner_certificates')
    .select(['registry_uscc', sql<string>`substr(number, 6, 4)`.as('year')])
    .distinct()
    .where('url', '=', url)
    .execute();
  const lists = await database
    .selectFrom('partner_status_lists')
    .select(['registry_uscc', 'year', 'valid_from'])
    .where('url', '=', url)
    .execute();
  return certificates.map(({ registry_uscc: registry, year }) => ({
    ...{ registry, year },
    keptFrom: lists.find((one) => one.registry_uscc === registry && one.year === year)?.valid_from,
  }));
};

export const keepStatusList = async (
  database: Kysely<Tables>,
  url: string,
  list: { readonly registry: string; readonly year: string; readonly validFrom: string; readonly jws: string },
): Promise<void> => {
  const row = { valid_from: list.validFrom, jws: list.jws };
  await database
    .insertInto('partner_status_lists')
    .values({ url, registry_uscc: list.registry, year: list.year, ...row })
    .onConflict((conflict) => conflict.columns(['url', 'registry_uscc', 'year']).doUpdateSet(row))
    .execute();
};
