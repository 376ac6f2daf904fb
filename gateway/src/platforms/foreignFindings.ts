// SPDX-License-Identifier: Apache-2.0
import {
  checkForeignCertificate,
  checkFreshness,
  endOfShanghaiDate,
  foreignNumberParts,
  formatInstant,
} from '@registry/chaincode/protocol';
import type { ForeignCertificate, ForeignPlatform, RecognitionFinding } from '@registry/chaincode/protocol';
import type { Kysely } from 'kysely';
import type { Tables } from '../database/tables';
import { OF_ITS_DAYS } from '../trust/askedElsewhere';
import type { AskedElsewhere } from '../trust/askedElsewhere';

type Certificates = ReadonlyMap<string, ForeignCertificate>;

const keyOf = (platformId: string, number: string): string => `${platformId}:${number}`;

/** Of the numbers those that a platform gave. */
const readCertificates = async (database: Kysely<Tables>, asked: readonly string[]): Promise<Certificates> => {
  const parts = asked.flatMap((one) => foreignNumberParts(one) ?? []);
  if (parts.length === 0) return new Map();
  const rows = await database
    .selectFrom('foreign_certificates')
    .select(['platform_id', 'number', 'certificate'])
    .where('platform_id', 'in', [...new Set(parts.map(({ platformId }) => platformId))])
    .where('number', 'in', [...new Set(parts.map(({ number }) => number))])
    .execute();
  return new Map(
    rows.map((row) => [keyOf(row.platform_id, row.number), JSON.parse(row.certificate) as ForeignCertificate]),
  );
};

/** Judged anew each time: a key may have been revoked since, or the platform withdrawn. */
const refusalOf = (certificate: ForeignCertificate, { question, at, list }: AskedElsewhere): string | undefined => {
  const stale = checkFreshness(list, at);
  if (stale !== undefined) return stale;
  const { purpose, region } = question;
  const judged = checkForeignCertificate(list, certificate, { purpose, regionCode: region, at: Date.parse(at) });
  return 'refusal' in judged ? judged.refusal : undefined;
};

const endOf = ({ message: { validTo } }: ForeignCertificate, { to }: ForeignPlatform): string =>
  formatInstant(endOfShanghaiDate(to !== undefined && to < validTo ? to : validTo));

const findingOf = (
  number: string,
  { certificate, platform }: { readonly certificate: ForeignCertificate; readonly platform: ForeignPlatform },
  asked: AskedElsewhere,
): RecognitionFinding => {
  const refusal = refusalOf(certificate, asked);
  const { supervisor, version } = asked.list;
  return {
    number,
    recognized: refusal === undefined,
    ...(refusal !== undefined && { reason: OF_ITS_DAYS.includes(refusal) ? 'NOT_VALID' : 'NOT_TRUSTED' }),
    ...(refusal !== undefined && { reasonCode: refusal }),
    origin: 'FOREIGN_PLATFORM',
    source: { id: platform.platformId, name: platform.name },
    ...{ basis: 'TRUST_LIST', trustList: version, by: { uscc: supervisor.uscc, name: supervisor.name } },
    notExamined: ['STATUS_ON_THE_PLATFORM'],
    validUntil: endOf(certificate, platform),
  };
};

/** What is so of certificates of platforms on EVM chains that somebody has shown here. National numbers are passed over. */
export const readForeignFindings = async (
  database: Kysely<Tables>,
  asked: AskedElsewhere,
): Promise<ReadonlyMap<string, RecognitionFinding>> => {
  const certificates = await readCertificates(database, asked.numbers);
  const findings = new Map<string, RecognitionFinding>();
  for (const number of asked.numbers) {
    const certificate = certificates.get(number);
    const id = foreignNumberParts(number)?.platformId;
    const platform = asked.list.platforms.find(({ platformId }) => platformId === id);
    // A list names everybody that the one before it named.
    if (certificate && platform) findings.set(number, findingOf(number, { certificate, platform }, asked));
  }
  return findings;
};
