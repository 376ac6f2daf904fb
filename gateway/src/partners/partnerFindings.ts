// SPDX-License-Identifier: Apache-2.0
import {
  checkFreshness,
  endOfShanghaiDate,
  formatInstant,
  judgeByDay,
  lookUpStatus,
  startOfShanghaiDate,
  trustRefusal,
} from '@registry/chaincode/protocol';
import type { RecognitionFinding, StatusFinding } from '@registry/chaincode/protocol';
import type { Kysely, Selectable } from 'kysely';
import type { Tables } from '../database/tables';
import type { AskedElsewhere } from '../trust/askedElsewhere';
import type { Beliefs } from './beliefs';
import { yearOf } from './checkShown';
import type { PartnerAddress } from './partnersFile';
import { readSources } from './sources';
import type { PartnerSource } from './sources';
import type { PartnerCertificatesTable } from './tables';

type Row = Selectable<PartnerCertificatesTable>;

type Against = Pick<RecognitionFinding, 'reason' | 'reasonCode'>;

const untrusted = ({ listed, state, kept }: PartnerSource, asked: AskedElsewhere): Against | undefined => {
  const { question, at, list } = asked;
  const stale = checkFreshness(list, at);
  if (stale !== undefined) return { reason: 'NOT_TRUSTED', reasonCode: stale };
  if (listed === undefined) return { reason: 'NOT_TRUSTED', reasonCode: 'NOT_LISTED' };
  const refusal = trustRefusal(listed, at, { purpose: question.purpose, regionCode: question.region });
  if (refusal !== undefined) return { reason: 'NOT_TRUSTED', reasonCode: refusal };
  if (state === 'REFUTED') return { reason: 'SOURCE_REFUTED', reasonCode: kept.problem?.code };
  return state === 'STALE' ? { reason: 'SOURCE_STALE', reasonCode: 'LIST_STALE' } : undefined;
};

/** Whether the partner trusts the registry with the certificate still: its lists may have changed since it was kept. */
const issuerRefusal = (row: Row, { anchor }: PartnerSource): Against | undefined => {
  if (anchor === undefined) return { reason: 'SOURCE_REFUTED', reasonCode: 'LIST_KEY_UNKNOWN' };
  const judged = judgeByDay(anchor, { registry: row.registry_uscc, validFrom: row.valid_from }, row.key_set);
  return 'refusal' in judged ? { reason: 'NOT_TRUSTED', reasonCode: judged.refusal } : undefined;
};

const dayRefusal = ({ valid_from: from, valid_to: to }: Row, at: number): Against | undefined => {
  if (at < startOfShanghaiDate(from)) return { reason: 'NOT_VALID', reasonCode: 'NOT_YET_VALID' };
  return at >= endOfShanghaiDate(to) ? { reason: 'NOT_VALID', reasonCode: 'EXPIRED' } : undefined;
};

const statusRefusal = (found: StatusFinding | undefined): Against | undefined => {
  if (found === undefined) return { reason: 'SOURCE_STALE', reasonCode: 'STATUS_NOT_LISTED' };
  if ('refusal' in found) return { reason: 'SOURCE_STALE', reasonCode: found.refusal };
  return found.status === 'VALID' ? undefined : { reason: 'NOT_VALID', reasonCode: found.status };
};

const said = (found: StatusFinding | undefined): Pick<RecognitionFinding, 'status' | 'statusAsOf'> => ({
  ...(found !== undefined && { statusAsOf: found.asOf }),
  ...(found !== undefined && 'status' in found && { status: found.status }),
});

/** No longer than the certificate, and than our supervisor trusts the partner. */
const endOf = ({ valid_to: to }: Row, { listed }: PartnerSource): string => {
  const last = listed?.to !== undefined && listed.to < to ? listed.to : to;
  return formatInstant(endOfShanghaiDate(last));
};

interface Looked {
  readonly row: Row;
  readonly source: PartnerSource;
  readonly status: StatusFinding | undefined;
}

const findingOf = ({ row, source, status }: Looked, asked: AskedElsewhere): RecognitionFinding => {
  const { listed, address } = source;
  const against =
    untrusted(source, asked) ??
    issuerRefusal(row, source) ??
    dayRefusal(row, Date.parse(asked.at)) ??
    statusRefusal(status);
  const { supervisor, version } = asked.list;
  return {
    number: row.number,
    recognized: against === undefined,
    ...against,
    origin: 'PARTNER_LEDGER',
    source: { id: address.ledgerId, name: listed?.name ?? address.ledgerId },
    ...{ basis: 'TRUST_LIST', trustList: version, by: { uscc: supervisor.uscc, name: supervisor.name } },
    issuedBy: { uscc: row.registry_uscc, name: row.registry_name },
    ...said(status),
    validUntil: endOf(row, source),
  };
};

const readRows = (database: Kysely<Tables>, numbers: readonly string[]): Promise<Row[]> =>
  database
    .selectFrom('partner_certificates')
    .selectAll()
    .where('number', 'in', [...numbers])
    .execute();

interface Lists {
  of(row: Row): string | undefined;
}

const readLists = async (database: Kysely<Tables>, urls: readonly string[]): Promise<Lists> => {
  const rows = await database
    .selectFrom('partner_status_lists')
    .select(['url', 'registry_uscc', 'year', 'jws'])
    .where('url', 'in', [...urls])
    .execute();
  const known = new Map(rows.map(({ url, registry_uscc, year, jws }) => [`${url} ${registry_uscc} ${year}`, jws]));
  return { of: ({ url, registry_uscc, number }) => known.get(`${url} ${registry_uscc} ${yearOf(number)}`) };
};

const statusOf = async (
  { row, source, jws }: Pick<Looked, 'row' | 'source'> & { readonly jws: string | undefined },
  { beliefs, at }: { readonly beliefs: Beliefs; readonly at: string },
): Promise<StatusFinding | undefined> => {
  if (jws === undefined || source.anchor === undefined) return undefined;
  const list = await beliefs.statusList(jws, source.anchor);
  return list && lookUpStatus(list, { number: row.number, registry: row.registry_uscc }, Date.parse(at));
};

/**
 * What is so of certificates that partners' ledgers hold, from what is kept: nobody is asked meanwhile.
 */
export const readPartnerFindings = async (
  database: Kysely<Tables>,
  { addresses, beliefs }: { readonly addresses: readonly PartnerAddress[]; readonly beliefs: Beliefs },
  asked: AskedElsewhere,
): Promise<ReadonlyMap<string, RecognitionFinding>> => {
  const findings = new Map<string, RecognitionFinding>();
  if (asked.numbers.length === 0 || addresses.length === 0) return findings;
  const rows = await readRows(database, asked.numbers);
  if (rows.length === 0) return findings;
  const sources = await readSources(database, { addresses, beliefs, list: asked.list }, asked.at);
  const lists = await readLists(database, [...new Set(rows.map(({ url }) => url))]);
  for (const row of rows) {
    const source = sources.find(({ address }) => address.url === row.url);
    // Nobody who is no partner any more is believed.
    if (source === undefined || findings.get(row.number)?.recognized === true) continue;
    const status = await statusOf({ row, source, jws: lists.of(row) }, { beliefs, at: asked.at });
    findings.set(row.number, findingOf({ row, source, status }, asked));
  }
  return findings;
};
