// SPDX-License-Identifier: Apache-2.0
import {
  anchorOfLedger,
  certificateStatusAt,
  checkCarrier,
  compareWithLedger,
  readCarrier,
  withLedgersWord,
} from '@registry/chaincode/protocol';
import type {
  CertificateRecord,
  Compared,
  InstitutionRecord,
  ReadCarrier,
  RegisterPlace,
  ShownCarrier,
  Verification,
} from '@registry/chaincode/protocol';
import type { Kysely } from 'kysely';
import type { z } from 'zod';
import { readPlace } from '../../credentials/credentials';
import type { Tables } from '../../database/tables';
import { scopeOf } from './verification';
import type { verification } from './verification';

/** What the ledger says that a carrier is checked with. */
export interface Facts {
  readonly place: RegisterPlace;
  readonly institutions: readonly InstitutionRecord[];
  readonly certificate: CertificateRecord | undefined;
}

/** The number that a carrier says it is of. */
export const numberIn = (shown: ReadCarrier | undefined): string | undefined => {
  if (shown === undefined) return undefined;
  if (shown.kind === 'FILE') return shown.file.record.number;
  return shown.kind === 'CREDENTIAL' ? shown.credential.number : shown.code.statement.number;
};

/** Reads what a carrier of a number is checked with. */
export const readFacts = async (
  database: Kysely<Tables>,
  { channel, number }: { readonly channel: string; readonly number: string | undefined },
): Promise<Facts> => {
  const institutions = await database.selectFrom('institutions').select('record').execute();
  const certificate =
    number === undefined
      ? undefined
      : await database.selectFrom('certificates').select('record').where('number', '=', number).executeTakeFirst();
  return {
    place: await readPlace(database, channel),
    institutions: institutions.map(({ record }) => record),
    certificate: certificate?.record,
  };
};

type Judged = Pick<z.infer<typeof verification>, 'findings' | 'differences' | 'withheld'>;

const unrecorded = (number: string | undefined): Compared => ({
  differences: number === undefined ? [] : [{ field: 'number', shown: number }],
  withheld: [],
});

const copied = ({ differences, withheld }: Compared): Omit<Judged, 'findings'> => ({
  differences: differences.map((one) => ({ ...one })),
  withheld: [...withheld],
});

/** The ledger prevails: what is shown is checked like anywhere else, compared with the ledger, and believed in nothing. */
const judge = (
  { findings, number }: Verification,
  { shown, facts }: { readonly shown: ReadCarrier | undefined; readonly facts: Facts },
): Judged => {
  const { certificate, institutions, place } = facts;
  if (shown === undefined || certificate === undefined) {
    return { ...copied(unrecorded(number)), findings: [...findings] };
  }
  const registry = institutions.find(({ institution }) => institution.uscc === certificate.registry.uscc);
  const standing = { certificate, place, keySets: registry?.certificateKeys ?? [] };
  const compared = compareWithLedger(shown, standing);
  const { differences } = compared;
  return { ...copied(compared), findings: [...withLedgersWord(findings, { shown, standing, differences })] };
};

/** Checks what somebody shows against the ledger as it was read. @param at - milliseconds since 1970 */
export const checkShown = (
  shown: ShownCarrier,
  facts: Facts,
  at: number,
): Omit<z.infer<typeof verification>, 'checkedAt' | 'blockHeight'> => {
  const found = checkCarrier(shown, anchorOfLedger(facts.place, facts.institutions), at);
  const judged = judge(found, { shown: readCarrier(shown), facts });
  const { certificate } = facts;
  const isReadable = found.number !== undefined;
  const scope = scopeOf(shown.carrier, { isReadable, isRecorded: certificate !== undefined });
  return {
    carrier: shown.carrier,
    ...(found.number !== undefined && { number: found.number }),
    matches: isReadable && judged.findings.length === 0 && judged.differences.length === 0,
    ...judged,
    ...(certificate && { status: certificateStatusAt(certificate, new Date(at).toISOString()) }),
    examined: [...scope.examined],
    notExamined: [...scope.notExamined],
  };
};
