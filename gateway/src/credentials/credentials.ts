// SPDX-License-Identifier: Apache-2.0
import { chunkDigests, keyIdOf, sealedPaper, sealInputOf, toHex } from '@registry/chaincode/protocol';
import type { CertificateKeySet, CertificateRecord, JsonObject, RegisterPlace } from '@registry/chaincode/protocol';
import type { Kysely } from 'kysely';
import type { Database } from '../database/openDatabase';
import type { Tables } from '../database/tables';
import { GatewayError } from '../http/gatewayError';
import { areOwnCommitments } from '../projections/ownCommitments';
import type { Sealing } from '../sealing/port';
import { signEs256 } from '../signing/privateKeys';
import type { HeldKeys, RegistryKeys } from '../signing/registryKeys';
import type { Keyring } from '../vault/keyring';
import { disclose, issueCredential } from './credential';
import { didDocument } from './issuer';
import { openFields, subjectOf } from './subject';
import type { CredentialField } from './subject';

export interface CredentialsOptions {
  readonly database: Database;
  readonly keyring: Keyring;
  readonly sealing: Pick<Sealing, 'reveal'>;
  readonly keys: Pick<RegistryKeys, 'held'>;
  readonly channel: string;
  /** USCC of the registry. */
  readonly registry: string;
  readonly did: string;
  /** The address below which the registry's status lists are found. */
  readonly statusLists: string;
}

/** What a registry issues of its certificates beyond the ledger's own record. */
export interface Credentials {
  readonly registry: string;
  didDocument(): Promise<JsonObject>;
  /**
   * @param fields - those to disclose; undefined for all that the viewer may see
   * @param seesAll - whether what is withheld may be shown too
   * @throws GatewayError NOT_FOUND where this gateway holds no key that certifies it
   */
  issue(record: CertificateRecord, fields: readonly CredentialField[] | undefined, seesAll: boolean): Promise<string>;
  /**
   * Seals the PDF of a certificate, so that no byte of it can be changed unnoticed.
   *
   * @param code - what its QR code holds
   * @throws GatewayError NOT_FOUND as `issue` does
   */
  seal(record: CertificateRecord, code: string, paper: Uint8Array): Promise<Uint8Array>;
}

const readSets = async ({ database, registry }: CredentialsOptions): Promise<readonly CertificateKeySet[]> => {
  const row = await database
    .selectFrom('institutions')
    .select('record')
    .where('uscc', '=', registry)
    .executeTakeFirst();
  return row?.record.certificateKeys ?? [];
};

/** Which register this is: the institution that founded it. */
export const readPlace = async (database: Kysely<Tables>, channel: string): Promise<RegisterPlace> => {
  const { record_id: register } = await database
    .selectFrom('events')
    .select('record_id')
    .where('type', '=', 'institutionFounded')
    .executeTakeFirstOrThrow();
  return { channel, register };
};

/** The set that signed the certificate; once that is revoked, the one in force. */
const heldFor = async (options: CredentialsOptions, { signatures }: CertificateRecord): Promise<HeldKeys> => {
  const sets = await readSets(options);
  const trusted = sets.filter(({ revokedAt }) => revokedAt === undefined);
  const set = trusted.find(({ version }) => version === signatures?.keys) ?? trusted.at(-1);
  const held = signatures && set && (await options.keys.held(set.version));
  if (!held) throw new GatewayError('NOT_FOUND', { reason: 'the certificate has no signature of this registry' });
  return held;
};

const issue = async (options: CredentialsOptions, record: CertificateRecord): Promise<string> => {
  const { database, keyring, sealing, channel, did, statusLists } = options;
  const held = await heldFor(options, record);
  const said = subjectOf(record);
  // A commitment copied from another case would open here what it stands for there.
  const isOwn = await areOwnCommitments(database, record.caseId, said);
  const subject = isOwn ? ((await sealing.reveal(said)) as JsonObject) : said;
  const place = await readPlace(database, channel);
  return issueCredential(keyring, { record, subject, held, did, place, statusLists });
};

const seal = async (
  options: CredentialsOptions,
  record: CertificateRecord,
  { code, paper }: { readonly code: string; readonly paper: Uint8Array },
): Promise<Uint8Array> => {
  const held = await heldFor(options, record);
  const keyId = keyIdOf(options.registry, held.version);
  const text = sealInputOf({ code, bytes: paper.length, sha256: chunkDigests(paper) }, keyId);
  return sealedPaper(paper, text, toHex(signEs256(text, held.keys)));
};

export const newCredentials = (options: CredentialsOptions): Credentials => ({
  registry: options.registry,
  seal: (record, code, paper) => seal(options, record, { code, paper }),
  didDocument: async () => didDocument(options.did, await readSets(options)),
  issue: async (record, fields, seesAll) => {
    const credential = await issue(options, record);
    const visible = openFields(record);
    if (seesAll) return fields === undefined ? credential : disclose(credential, fields);
    return disclose(credential, fields === undefined ? visible : fields.filter((name) => visible.includes(name)));
  },
});
