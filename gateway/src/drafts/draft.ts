// SPDX-License-Identifier: Apache-2.0
import { canonicalJson, parseJson } from '@registry/chaincode/protocol';
import type { JsonObject, JsonValue } from '@registry/chaincode/protocol';
import type { Selectable } from 'kysely';
import { GatewayError } from '../http/gatewayError';
import type { Keyring } from '../vault/keyring';
import type { DraftsTable } from './tables';

/** The largest draft, in bytes of canonical JSON: as large as one line of a batch. */
export const MAX_DRAFT_BYTES = 262_144;
/** Characters of a name that a list shows. */
const HEADING = 200;

/** A draft as its owner sees it. */
export interface Draft {
  readonly draftId: string;
  readonly version: number;
  readonly form: JsonObject;
  /** Whether it has been sent to the ledger, and what became of it is not known yet. */
  readonly isBeingFiled: boolean;
  readonly createdAt: string;
  readonly updatedAt: string;
}

/** A draft in a list. */
export interface DraftHeading extends Omit<Draft, 'form'> {
  /** What the form says as the product's name, or nothing. */
  readonly dataName: string;
}

export type DraftRow = Selectable<DraftsTable>;

interface Encrypted {
  readonly content: Buffer;
  readonly heading: Buffer;
}

/** Bound to the version, so that nobody can put an older text into a row. */
const contextOf = ({ draftId, version }: Pick<Draft, 'draftId' | 'version'>): string => `${draftId}/${String(version)}`;

const isBranch = (value: JsonValue | undefined): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const nameIn = ({ product }: JsonObject): string => {
  const name = isBranch(product) ? product['dataName'] : undefined;
  return typeof name === 'string' ? Array.from(name).slice(0, HEADING).join('') : '';
};

/** @throws GatewayError PAYLOAD_TOO_LARGE */
export const bytesOf = (form: JsonObject): Buffer => {
  const bytes = Buffer.from(canonicalJson(form));
  if (bytes.length > MAX_DRAFT_BYTES) throw new GatewayError('PAYLOAD_TOO_LARGE', { maxBytes: MAX_DRAFT_BYTES });
  return bytes;
};

/** A form as it stands in the table. */
export const encryptDraft = (
  keyring: Keyring,
  place: Pick<Draft, 'draftId' | 'version'>,
  form: JsonObject,
): Encrypted => ({
  content: keyring.encrypt('draft', contextOf(place), bytesOf(form)),
  heading: keyring.encrypt('draft', `${contextOf(place)}/heading`, Buffer.from(nameIn(form))),
});

const headingOf = (row: DraftRow): Omit<Draft, 'form'> => ({
  draftId: row.draft_id,
  version: row.version,
  isBeingFiled: row.filing_key !== null,
  createdAt: row.created_at,
  updatedAt: row.updated_at,
});

/** @throws Undecryptable */
export const openDraft = (keyring: Keyring, row: DraftRow & { readonly content: Uint8Array }): Draft => {
  const draft = headingOf(row);
  const text = keyring.decrypt('draft', contextOf(draft), row.content).toString();
  return { ...draft, form: parseJson(text, MAX_DRAFT_BYTES) as JsonObject };
};

/** @throws Undecryptable */
export const openHeading = (keyring: Keyring, row: DraftRow): DraftHeading => {
  const draft = headingOf(row);
  const name = row.heading && keyring.decrypt('draft', `${contextOf(draft)}/heading`, row.heading).toString();
  return { ...draft, dataName: name ?? '' };
};
