// SPDX-License-Identifier: Apache-2.0
import { canonicalJson, isHex64, parseJson, type JsonObject, type JsonValue } from '@registry/chaincode/protocol';
import type { Database } from '../database/openDatabase';
import type { Keyring } from '../vault/keyring';
import type { Opening } from './seal';

interface Store {
  readonly database: Pick<Database, 'insertInto' | 'selectFrom'>;
  readonly keyring: Keyring;
}

const isObject = (value: JsonValue): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The commitment's SHA-256 where a value has exactly the form of a sealed one. */
function commitmentIn(value: JsonObject): string | undefined {
  const commitment = value['commitment'];
  if (Object.keys(value).length !== 1 || commitment === undefined || !isObject(commitment)) return undefined;
  const sha256 = commitment['sha256'];
  return typeof sha256 === 'string' && isHex64(sha256) ? sha256 : undefined;
}

function commitmentsIn(value: JsonValue): string[] {
  if (Array.isArray(value)) return value.flatMap(commitmentsIn);
  if (!isObject(value)) return [];
  const own = commitmentIn(value);
  return own === undefined ? Object.values(value).flatMap((child) => commitmentsIn(child)) : [own];
}

/** Keeps openings, encrypted. */
export async function keepOpenings({ database, keyring }: Store, openings: readonly Opening[]): Promise<void> {
  if (openings.length === 0) return;
  const rows = openings.map(({ commitment, label, salt, value }) => ({
    commitment,
    opening: keyring.encrypt('opening', commitment, Buffer.from(canonicalJson({ label, salt, value }))),
    created_at: new Date(),
  }));
  await database.insertInto('openings').values(rows).execute();
}

/** The openings that this gateway holds of the sealed values in a value, by commitment. */
export async function findOpenings({ database, keyring }: Store, value: JsonValue): Promise<Map<string, Opening>> {
  const commitments = [...new Set(commitmentsIn(value))];
  if (commitments.length === 0) return new Map();
  const query = database.selectFrom('openings').select(['commitment', 'opening']);
  const rows = await query.where('commitment', 'in', commitments).execute();
  return new Map(
    rows.map(({ commitment, opening }) => {
      const clear = parseJson(keyring.decrypt('opening', commitment, opening).toString());
      return [commitment, { commitment, ...(clear as unknown as Omit<Opening, 'commitment'>) }];
    }),
  );
}

/** A copy with the clear value in place of each sealed one whose opening is given. */
export function withOpenings(value: JsonValue, openings: ReadonlyMap<string, Opening>): JsonValue {
  if (Array.isArray(value)) return value.map((child: JsonValue) => withOpenings(child, openings));
  if (!isObject(value)) return value;
  const opening = openings.get(commitmentIn(value) ?? '');
  if (opening) return opening.value;
  return Object.fromEntries(Object.entries(value).map(([name, child]) => [name, withOpenings(child, openings)]));
}
