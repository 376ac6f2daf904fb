// SPDX-License-Identifier: Apache-2.0
import { performance } from 'node:perf_hooks';
import { gunzipSync } from 'node:zlib';
import { lookUpStatus, readStatusList } from '@registry/chaincode/protocol';
import type { BelievedStatusList } from '@registry/chaincode/protocol';
import { migrate } from '@registry/gateway/database/migrate';
import { openDatabase } from '@registry/gateway/database/openDatabase';
import type { Database } from '@registry/gateway/database/openDatabase';
import { newPrivateKeys, publicKeysOf } from '@registry/gateway/signing/privateKeys';
import type { PrivateKeys } from '@registry/gateway/signing/privateKeys';
import { StatusLists } from '@registry/gateway/trust/statusLists';
import type { Figure } from './figures';
import { percentile } from './percentile';

const CERTIFICATES = 100_000;
const PAGE = 1_000;
const ROUNDS = 11;
const REGISTRY = '91410100DEM0DJ412Y';
const PLACE = { channel: 'registry', register: '11410000DEM0GL414X' };
const UNTIL = '2029-09-20T16:00:00.000Z';
const written = { transaction_id: '0'.repeat(64), block_number: 1 };

const numberOf = (index: number): string => {
  const month = String(Math.floor(index / 9_999) + 1).padStart(2, '0');
  return `SJ4112026${month}${String((index % 9_999) + 1).padStart(4, '0')}`;
};

/** A year's certificates, of whose records a list needs nothing; and a registry with keys. */
const fill = async (database: Database, keys: PrivateKeys): Promise<void> => {
  const set = { version: 1, keys: publicKeysOf(keys), validFrom: '2026-01-01T00:00:00.000Z' };
  const record = { certificateKeys: [set] } as never;
  const institution = { uscc: REGISTRY, institution_kind: 'REGISTRY', approval: 'APPROVED', record, ...written };
  await database.insertInto('institutions').values(institution).execute();
  const founded = { record_type: 'institution', record_id: PLACE.register, event_seq: 1, case_id: null };
  const event = { type: 'institutionFounded', tx_time: '', event: {} as never, tx_index: 0, event_index: 0 };
  await database
    .insertInto('events')
    .values({ ...founded, ...event, ...written })
    .execute();
  const row = { case_id: 'C', registry_uscc: REGISTRY, data_name: 'N', product_form: 'DATASET', record: {} as never };
  const times = { attested_at: '2026-09-20T01:00:00.000Z', valid_until: UNTIL, ...written };
  for (let from = 0; from < CERTIFICATES; from += PAGE) {
    const rows = Array.from({ length: PAGE }, (_, index) => {
      // Here and there: what is regular packs better than what happens.
      const status = (Math.imul(from + index, 2_654_435_761) >>> 8) % 50 === 0 ? 'REVOKED' : 'VALID';
      return { number: numberOf(from + index), status, ...row, ...times };
    });
    await database.insertInto('certificates').values(rows).execute();
  }
};

const timed = async <T>(work: () => Promise<T> | T): Promise<{ readonly ms: number; readonly result: T }> => {
  const from = performance.now();
  const result = await work();
  return { ms: performance.now() - from, result };
};

/** A block that changes one certificate, after which the list is made again. */
const changeOne = async (database: Database, lists: StatusLists, block: number): Promise<void> => {
  const [number, status] = [numberOf(block * 17), 'REVOKED'];
  await database
    .updateTable('certificates')
    .set({ status, block_number: block } as never)
    .where('number', '=', number)
    .execute();
  lists.forget({ certificates: [{ number, registry_uscc: REGISTRY }] as never, institutions: [] });
};

const read = async (lists: StatusLists): Promise<string> => {
  const list = await lists.read('2026', 'message');
  if (list === undefined) throw new Error('There is no list.');
  return list.jws;
};

const believed = (jws: string): BelievedStatusList => {
  const shown = readStatusList(jws);
  if (shown === undefined) throw new Error('The list cannot be read.');
  return { list: shown.list, bits: gunzipSync(Buffer.from(shown.list.encodedList.slice(1), 'base64url')) };
};

/** Every certificate once. @returns how many a second */
const lookUpAll = (list: BelievedStatusList, at: number): number => {
  const from = performance.now();
  for (let index = 0; index < CERTIFICATES; index += 1) {
    const finding = lookUpStatus(list, { number: numberOf(index), registry: REGISTRY }, at);
    if (!('status' in finding)) throw new Error(`${numberOf(index)}: ${finding.refusal}`);
  }
  return (CERTIFICATES / (performance.now() - from)) * 1_000;
};

/** What a signed list of a full year takes: to make, to make again after a change, and to look certificates up in. */
export const measureStatusLists = async (): Promise<Figure[]> => {
  const database = await openDatabase({ inMemory: true });
  await migrate(database);
  const keys = newPrivateKeys();
  await fill(database, keys);
  const lists = new StatusLists({
    ...{ database, registry: REGISTRY, channel: PLACE.channel, now: Date.now, lifetimeSeconds: 900 },
    ...{ did: 'did:web:register.example.cn', address: 'https://register.example.cn/api/v1/status' },
    keys: { held: (version) => Promise.resolve({ version, keys }) },
    isCurrent: () => Promise.resolve(true),
  });
  const first = await timed(() => read(lists));
  const again: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    await changeOne(database, lists, round + 2);
    again.push((await timed(() => read(lists))).ms);
  }
  const jws = await read(lists);
  await database.destroy();
  const what = `status list of ${String(CERTIFICATES)} certificates`;
  return [
    { name: `${what}: made first`, value: first.ms, unit: 'ms' },
    { name: `${what}: after a change, p50`, value: percentile(again, 50), unit: 'ms' },
    { name: `${what}: as it is sent`, value: jws.length / 1_024, unit: 'KiB' },
    { name: 'status looked up in a cached list', value: lookUpAll(believed(jws), Date.now()), unit: '/s' },
  ];
};
