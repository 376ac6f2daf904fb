// SPDX-License-Identifier: Apache-2.0
import { randomBytes } from 'node:crypto';
import { chmodSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { KeyFileRefused, openKeyFile, readSharedKey } from '../../../gateway/src/vault/keyFile';
import { newKeyring, Undecryptable } from '../../../gateway/src/vault/keyring';
import { mediaTypeOf, SNIFF_BYTES } from '../../../gateway/src/vault/mediaType';

describe('The file with the key-encryption key', () => {
  let folder: string;
  let file: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'registry-kek-'));
    file = join(folder, 'keys', 'zhengzhou.kek');
  });
  afterEach(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  it('is made once for a new gateway, for its owner alone', () => {
    const key = openKeyFile(file, { isNew: true });
    expect(key).toHaveLength(32);
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(openKeyFile(file, { isNew: false }).equals(key)).toBe(true);
  });

  it('is missed with a sentence that says what to do, where there are data already', () => {
    expect(() => openKeyFile(file, { isNew: false })).toThrow(/zhengzhou\.kek is missing.*restore it from its backup/);
  });

  it('is refused where others can read it, or where it does not hold a key', () => {
    openKeyFile(file, { isNew: true });
    chmodSync(file, 0o640);
    expect(() => openKeyFile(file, { isNew: false })).toThrow(KeyFileRefused);
    chmodSync(file, 0o600);
    writeFileSync(file, readFileSync(file, 'utf8').slice(1));
    expect(() => openKeyFile(file, { isNew: false })).toThrow('64 hexadecimal digits');
  });
});

describe('The file with a key that several share', () => {
  it('is never made here, and refused where others can read it', () => {
    const folder = mkdtempSync(join(tmpdir(), 'registry-shared-'));
    const file = join(folder, 'comparison.key');
    try {
      expect(() => readSharedKey(file)).toThrow('put there the key that the registries share');
      writeFileSync(file, `${'0a'.repeat(32)}\n`, { mode: 0o600 });
      expect(readSharedKey(file).toString('hex')).toBe('0a'.repeat(32));
      chmodSync(file, 0o644);
      expect(() => readSharedKey(file)).toThrow(KeyFileRefused);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
});

describe('The keys derived from it', () => {
  const keyring = newKeyring(randomBytes(32));
  const clear = Buffer.from('张三');

  it('open what they closed, and never close it twice the same way', () => {
    const [one, two] = [keyring.encrypt('opening', 'row 1', clear), keyring.encrypt('opening', 'row 1', clear)];
    expect(keyring.decrypt('opening', 'row 1', one).equals(clear)).toBe(true);
    expect(one.equals(two)).toBe(false);
  });

  it.each([
    ['for another purpose', 'material', 'row 1', (bytes: Buffer): Buffer => bytes],
    ['moved to another row', 'opening', 'row 2', (bytes: Buffer): Buffer => bytes],
    ['cut', 'opening', 'row 1', (bytes: Buffer): Buffer => bytes.subarray(0, -1)],
    ['too short to be anything', 'opening', 'row 1', (bytes: Buffer): Buffer => bytes.subarray(0, 5)],
    ['changed', 'opening', 'row 1', (bytes: Buffer): Buffer => Buffer.concat([bytes.subarray(0, -1), Buffer.of(7, 7)])],
  ] as const)('do not open what is %s', (_what, purpose, context, change) => {
    const stored = change(keyring.encrypt('opening', 'row 1', clear));
    expect(() => keyring.decrypt(purpose, context, stored)).toThrow(Undecryptable);
  });

  it('give digests that differ by purpose and by key', () => {
    const other = newKeyring(randomBytes(32));
    const all = [
      keyring.digest('file-address', clear),
      keyring.digest('request-digest', clear),
      other.digest('file-address', clear),
    ];
    expect(new Set(all).size).toBe(3);
    expect(keyring.digest('file-address', clear)).toBe(all[0]);
  });
});

describe('The kind of a file', () => {
  const bytes = (text: string): Buffer => Buffer.from(text, 'latin1');
  it.each([
    ['%PDF-1.7\n', 'x.exe', 'application/pdf'],
    ['\x89PNG\r\n\x1a\n', 'x', 'image/png'],
    ['PK\x03\x04', '报告.docx', 'application/zip'],
    ['a,b\n1,2\n', 'DATA.CSV', 'text/csv'],
    ['  {"a":1}', 'map.geojson', 'application/json'],
    ['not json', 'map.json', 'text/plain'],
    ['<html><script>alert(1)</script>', 'page.html', 'text/plain'],
    ['MZ\x90\0\x03', 'setup.pdf', undefined],
    ['\xff\xfea\0', 'utf16.txt', undefined],
  ])('%j called %s is %s', (begin, name, mime) => {
    expect(mediaTypeOf(bytes(begin), name)).toBe(mime);
  });

  it('does not mind a character that was cut where more follows', () => {
    const head = Buffer.from('数据'.repeat(1_000)).subarray(0, SNIFF_BYTES);
    expect(mediaTypeOf(head, 'a.csv')).toBe('text/csv');
    expect(mediaTypeOf(head.subarray(0, 100), 'a.csv')).toBeUndefined();
  });
});
