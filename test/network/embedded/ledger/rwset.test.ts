// SPDX-License-Identifier: Apache-2.0
import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { codeOf } from '../codeOf';
import { decodeReadWriteSet } from '../../../../network/src/embedded/ledger/decodeReadWriteSet';
import { encodeReadWriteSet, rowsMessage } from '../../../../network/src/embedded/ledger/encodeReadWriteSet';
import { LedgerError } from '../../../../network/src/embedded/ledger/errors';
import { RangeSummary } from '../../../../network/src/embedded/ledger/rangeSummary';
import type { KeyRead, NamespaceSet } from '../../../../network/src/embedded/ledger/readWriteSet';
import { compareUtf8 } from '../../../../network/src/embedded/ledger/utf8';

const text = fc.string({ unit: 'binary' });
const bytes = fc.uint8Array({ maxLength: 20 }).map((array) => Buffer.from(array));
const version = fc.record({ block: fc.nat(), tx: fc.nat(500) });
const read: fc.Arbitrary<KeyRead> = fc.record({ key: text, version: fc.option(version, { nil: undefined }) });
const rowsOrSummary = fc.oneof(
  fc.record({ rows: fc.array(read), summary: fc.constant(undefined) }),
  fc.record({
    rows: fc.constant<KeyRead[]>([]),
    summary: fc.record({ maxDegree: fc.nat(100), maxLevel: fc.nat(5), hashes: fc.array(bytes) }),
  }),
);
const range = fc
  .tuple(fc.record({ start: text, end: text, exhausted: fc.boolean() }), rowsOrSummary)
  .map(([bounds, content]) => ({ ...bounds, ...content }));
const namespaceSet: fc.Arbitrary<NamespaceSet> = fc.record({
  namespace: text,
  reads: fc.array(read),
  ranges: fc.array(range),
  writes: fc.array(fc.record({ key: text, isDelete: fc.boolean(), value: bytes })),
  metadataWrites: fc.array(fc.record({ key: text, entries: fc.array(fc.record({ name: text, value: bytes })) })),
  collections: fc.constant([]),
});

describe('a read-write set', () => {
  it('is read as it was written', () => {
    fc.assert(
      fc.property(fc.array(namespaceSet, { maxLength: 3 }), (sets) => {
        expect(decodeReadWriteSet(encodeReadWriteSet(sets))).toEqual(sets);
      }),
    );
  });

  it('is refused or read, and nothing else, whatever the bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 100 }), (input) => {
        try {
          expect(Array.isArray(decodeReadWriteSet(input))).toBe(true);
        } catch (error) {
          expect(error).toBeInstanceOf(LedgerError);
        }
      }),
    );
  });

  it('is not made with private data', () => {
    const set = { namespace: 'n', reads: [], ranges: [], writes: [], metadataWrites: [], collections: ['secret'] };
    expect(codeOf(() => encodeReadWriteSet([set]))).toBe('UNSUPPORTED');
  });
});

describe('the order of keys', () => {
  it('is that of their UTF-8 bytes', () => {
    fc.assert(
      fc.property(text, text, (left, right) => {
        expect(Math.sign(compareUtf8(left, right))).toBe(Buffer.compare(Buffer.from(left), Buffer.from(right)));
      }),
      { numRuns: 1000 },
    );
    expect(compareUtf8('\u{1F600}', '\uFFFD')).toBeGreaterThan(0);
    expect(['\u{1F600}', '\uFFFD'].sort()[0]).toBe('\u{1F600}');
  });
});

describe('the summary of a range', () => {
  const sha256 = (...parts: Uint8Array[]): Buffer => createHash('sha256').update(Buffer.concat(parts)).digest();
  const rows = (count: number): KeyRead[] =>
    Array.from({ length: count }, (_, at) => ({ key: `k${at}`, version: { block: at, tx: 0 } }));
  const leaf = (some: KeyRead[]): Buffer => sha256(rowsMessage(some).serializeBinary());
  const summarize = (all: readonly KeyRead[], degree: number): ReturnType<RangeSummary['finish']> => {
    const summary = new RangeSummary(degree);
    for (const row of all) summary.add(row);
    return summary.finish();
  };

  it('lists rows while there are no more than the degree', () => {
    expect(summarize(rows(2), 2)).toEqual({ rows: rows(2), summary: undefined });
    expect(summarize([], 2)).toEqual({ rows: [], summary: undefined });
  });

  it('hashes one row more than the degree into a leaf, and the rest into a last one', () => {
    const all = rows(4);
    expect(summarize(all.slice(0, 3), 2)).toEqual({
      rows: [],
      summary: { maxDegree: 2, maxLevel: 1, hashes: [leaf(all.slice(0, 3))] },
    });
    expect(summarize(all, 2).summary).toEqual({
      maxDegree: 2,
      maxLevel: 1,
      hashes: [leaf(all.slice(0, 3)), leaf(all.slice(3))],
    });
  });

  it('folds a level that grew beyond the degree, and lifts what is left of lower ones', () => {
    const all = rows(10);
    const first = sha256(leaf(all.slice(0, 3)), leaf(all.slice(3, 6)), leaf(all.slice(6, 9)));
    expect(summarize(all.slice(0, 9), 2).summary).toEqual({ maxDegree: 2, maxLevel: 2, hashes: [first] });
    expect(summarize(all, 2).summary).toEqual({ maxDegree: 2, maxLevel: 2, hashes: [first, leaf(all.slice(9))] });
  });

  it('differs as soon as one row does', () => {
    fc.assert(
      fc.property(fc.integer({ min: 3, max: 200 }), fc.nat(), (count, pick) => {
        const all = rows(count);
        const changed = all.map((row, at) => (at === pick % count ? { ...row, version: { block: at, tx: 1 } } : row));
        expect(summarize(all, 2).summary).not.toEqual(summarize(changed, 2).summary);
        expect(summarize(all, 2).summary).not.toEqual(summarize(rows(count + 1), 2).summary);
      }),
    );
  });

  it('cannot be made with a degree that makes no tree', () => {
    expect(() => new RangeSummary(1)).toThrow(LedgerError);
  });
});
