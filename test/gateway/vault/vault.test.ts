// SPDX-License-Identifier: Apache-2.0
import { createHash, randomBytes } from 'node:crypto';
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { leafHash, merkleRoot, sm3Hex } from '@registry/chaincode/protocol';
import fc from 'fast-check';
import type { Database } from '../../../gateway/src/database/openDatabase';
import { openVault } from '../../../gateway/src/vault/diskVault';
import { newKeyring, Undecryptable, type Keyring } from '../../../gateway/src/vault/keyring';
import type { Vault } from '../../../gateway/src/vault/port';
import { SEGMENT_BYTES, storedLength } from '../../../gateway/src/vault/segments';
import { databaseKinds } from '../../support/databases';

const MAX = 3 * SEGMENT_BYTES;
const alice = `ZhengzhouMSP:${'a'.repeat(64)}`;
const bob = `ZhengzhouMSP:${'b'.repeat(64)}`;

/** Cuts bytes into pieces as a network would. */
const pieces = (bytes: Buffer, size: number): Readable => {
  const cut = [];
  for (let at = 0; at < bytes.length; at += size) cut.push(bytes.subarray(at, at + size));
  return Readable.from(cut);
};
const text = (length: number): Buffer =>
  Buffer.concat([Buffer.from(length > 100 ? '登记,数据\n' : ''), Buffer.alloc(length, 'a,b,c,d\n')]).subarray(
    0,
    length,
  );
const rootOf = (bytes: Buffer): string => {
  const leaves = [];
  for (let at = 0; at < bytes.length; at += SEGMENT_BYTES)
    leaves.push(leafHash(bytes.subarray(at, at + SEGMENT_BYTES)));
  return Buffer.from(merkleRoot(leaves)).toString('hex');
};

const kinds = databaseKinds();
afterAll(async () => {
  for (const kind of kinds) await kind.close();
});

describe.each(kinds)('The vault on $name', (kind) => {
  let database: Database;
  let folder: string;
  let keyring: Keyring;
  let vault: Vault;
  const reopen = (ring = keyring): Promise<Vault> => openVault({ database, keyring: ring, folder, maxBytes: MAX });
  const store = (bytes: Buffer, more: object = {}): ReturnType<Vault['store']> =>
    vault.store({ content: pieces(bytes, 65_536), name: '样例.csv', uploader: alice, ...more });
  const files = (): string[] =>
    readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name));

  beforeAll(async () => {
    database = await kind.openMigrated();
  });
  beforeEach(async () => {
    await database.deleteFrom('materials').execute();
    await database.deleteFrom('blobs').execute();
    folder = mkdtempSync(join(tmpdir(), 'registry-vault-'));
    keyring = newKeyring(randomBytes(32));
    vault = await reopen();
  });
  afterEach(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  it.each([1, 4_095, 4_096, 4_097, SEGMENT_BYTES - 1, SEGMENT_BYTES, SEGMENT_BYTES + 1, 2 * SEGMENT_BYTES, MAX])(
    'gives back %i bytes as they came, with the digests that anybody can compute',
    async (length) => {
      const bytes = text(length);
      const material = await store(bytes);
      expect(material).toEqual({
        docId: expect.stringMatching(/^doc-[0-9a-f]{32}$/) as string,
        sha256: createHash('sha256').update(bytes).digest('hex'),
        sm3: createHash('sm3').update(bytes).digest('hex'),
        merkleRoot: rootOf(bytes),
        chunkBytes: SEGMENT_BYTES,
        bytes: length,
        mime: 'text/csv',
        name: '样例.csv',
      });
      expect((await buffer(await vault.open(material.docId))).equals(bytes)).toBe(true);
      expect(await vault.find(material.docId)).toEqual({ ...material, uploader: alice });
    },
  );

  it('agrees with the protocol about SM3', async () => {
    const bytes = text(1_000);
    expect((await store(bytes)).sm3).toBe(sm3Hex(bytes));
  });

  it('does not depend on how the bytes were cut on their way', async () => {
    const bytes = text(SEGMENT_BYTES + 100_000);
    const whole = await store(bytes);
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1_000, max: 2 * SEGMENT_BYTES }), async (size) => {
        const { merkleRoot: root, docId } = await store(bytes, { content: pieces(bytes, size) });
        expect([root, docId]).toEqual([whole.merkleRoot, whole.docId]);
      }),
      { numRuns: 10 },
    );
  });

  it('keeps the same content once, and a document for each who handed it in', async () => {
    const [first, again, other] = [
      await store(text(5_000)),
      await store(text(5_000)),
      await store(text(5_000), { uploader: bob }),
    ];
    expect(again.docId).toBe(first.docId);
    expect(other.docId).not.toBe(first.docId);
    expect(files()).toHaveLength(1);
    expect((await buffer(await vault.open(other.docId))).equals(text(5_000))).toBe(true);
  });

  it('keeps the same content once even when it comes twice at a time', async () => {
    const both = await Promise.all([store(text(300_000)), store(text(300_000), { uploader: bob })]);
    expect(files()).toHaveLength(1);
    for (const { docId } of both) expect((await buffer(await vault.open(docId))).equals(text(300_000))).toBe(true);
  });

  it('shows the disk neither content nor name nor digest', async () => {
    const { sha256, sm3 } = await store(text(5_000));
    const [file] = files();
    expect(readFileSync(file!).includes(Buffer.from('登记'))).toBe(false);
    expect(statSync(file!).size).toBe(storedLength(5_000));
    expect(statSync(file!).mode & 0o077).toBe(0);
    expect(file).not.toContain(sha256);
    const rows = JSON.stringify([
      await database.selectFrom('blobs').selectAll().execute(),
      await database.selectFrom('materials').selectAll().execute(),
    ]);
    for (const secret of [sha256, sm3, '样例']) expect(rows).not.toContain(secret);
  });

  it.each([
    ['an empty file', Buffer.alloc(0), 'VALIDATION_FAILED'],
    ['a program', Buffer.from('\x7fELF\x02\x01\x01\0\0\0', 'latin1'), 'UNSUPPORTED_MEDIA_TYPE'],
    ['bytes that are nothing known', Buffer.from([0xff, 0xfe, 0x00, 0x01, 0x02]), 'UNSUPPORTED_MEDIA_TYPE'],
    ['more than is taken', text(MAX + 1), 'PAYLOAD_TOO_LARGE'],
  ])('refuses %s and keeps nothing of it', async (_what, bytes, code) => {
    await expect(store(bytes)).rejects.toMatchObject({ code });
    expect(files()).toEqual([]);
    expect(await database.selectFrom('blobs').selectAll().execute()).toEqual([]);
  });

  it('keeps nothing of an upload that broke off', async () => {
    const content = Readable.from(
      (function* () {
        yield text(100_000);
        throw new Error('the line went dead');
      })(),
    );
    await expect(store(Buffer.alloc(0), { content })).rejects.toThrow('the line went dead');
    expect(files()).toEqual([]);
  });

  it('clears away at its start what a killed process left, and nothing else', async () => {
    const { docId } = await store(text(5_000));
    const kept = files();
    writeFileSync(join(folder, 'incoming', 'half'), 'half');
    mkdirSync(join(folder, 'blobs', 'ff'), { recursive: true });
    writeFileSync(join(folder, 'blobs', 'ff', 'f'.repeat(32)), 'no row names this');
    await reopen();
    expect(files()).toEqual(kept);
    expect((await buffer(await vault.open(docId))).length).toBe(5_000);
  });

  it('does not know a document that it does not hold', async () => {
    const docId = `doc-${'0'.repeat(32)}`;
    expect(await vault.find(docId)).toBeUndefined();
    await expect(vault.open(docId)).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  it('opens nothing under another key', async () => {
    const { docId } = await store(text(5_000));
    const other = await reopen(newKeyring(randomBytes(32)));
    await expect(other.find(docId)).rejects.toThrow(Undecryptable);
  });

  describe('notices in a file', () => {
    const LENGTH = 2 * SEGMENT_BYTES + 500;
    const damage = async (change: (file: string, bytes: Buffer) => void): Promise<Promise<Buffer>> => {
      const { docId } = await store(text(LENGTH));
      const [file] = files();
      change(file!, readFileSync(file!));
      return buffer(await vault.open(docId));
    };

    it.each([0, SEGMENT_BYTES + 100, 2 * SEGMENT_BYTES + 40, storedLength(LENGTH) - 1])(
      'that the byte at %i was changed',
      async (at) => {
        const read = damage((file, bytes) => {
          bytes[at]! ^= 1;
          writeFileSync(file, bytes);
        });
        await expect(read).rejects.toThrow(Undecryptable);
      },
    );

    it('that its end was cut off', async () => {
      const read = damage((file) => {
        truncateSync(file, storedLength(SEGMENT_BYTES));
      });
      await expect(read).rejects.toThrow(Undecryptable);
    });

    it('that two segments were exchanged', async () => {
      const read = damage((file, bytes) => {
        const length = SEGMENT_BYTES + 16;
        const [first, second] = [bytes.subarray(0, length), bytes.subarray(length, 2 * length)];
        writeFileSync(file, Buffer.concat([second, first, bytes.subarray(2 * length)]));
      });
      await expect(read).rejects.toThrow(Undecryptable);
    });
  });
});
