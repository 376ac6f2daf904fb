// SPDX-License-Identifier: Apache-2.0
import { peer } from '@hyperledger/fabric-protos';
import type { PendingState } from './pendingState';
import { RangeSummary } from './rangeSummary';
import type { KeyRead, MerkleSummary, NamespaceSet, RangeRead } from './readWriteSet';
import { Invalid } from './transaction';
import type { ReadView, Version } from './types';

const code = peer.TxValidationCode;

const isSameVersion = (left: Version | undefined, right: Version | undefined): boolean =>
  left?.block === right?.block && left?.tx === right?.tx;

const isSameSummary = (left: MerkleSummary, right: MerkleSummary | undefined): boolean =>
  left.maxDegree === right?.maxDegree &&
  left.maxLevel === right.maxLevel &&
  left.hashes.length === right.hashes.length &&
  left.hashes.every((hash, at) => hash.equals(right.hashes[at] ?? Buffer.alloc(0)));

const isSameRows = async (expected: readonly KeyRead[], rows: AsyncIterable<KeyRead>): Promise<boolean> => {
  let at = 0;
  for await (const row of rows) {
    const before = expected[at++];
    if (before?.key !== row.key || !isSameVersion(before.version, row.version)) return false;
  }
  return at === expected.length;
};

const isStillSummary = async (expected: MerkleSummary, rows: AsyncIterable<KeyRead>): Promise<boolean> => {
  if (expected.maxDegree < 2) return false;
  const summary = new RangeSummary(expected.maxDegree);
  for await (const { key, version } of rows) summary.add({ key, version });
  return isSameSummary(expected, summary.finish().summary);
};

const isStillRange = (namespace: string, range: RangeRead, state: PendingState): Promise<boolean> => {
  const rows = state.range({ namespace, start: range.start, end: range.end, includeEnd: !range.exhausted });
  return range.summary === undefined ? isSameRows(range.rows, rows) : isStillSummary(range.summary, rows);
};

/** Finds whether anything a transaction read has changed since: code 11 for a key, 12 for a range. */
export const checkReads = async (
  sets: readonly NamespaceSet[],
  view: ReadView,
  state: PendingState,
): Promise<Invalid | undefined> => {
  for (const { namespace, reads, ranges } of sets) {
    for (const { key, version } of reads) {
      // Written in this block is changed, even where the version would match.
      if (state.isTouched(namespace, key) || !isSameVersion(view.get(namespace, key)?.version, version))
        return new Invalid(code.MVCC_READ_CONFLICT);
    }
    for (const range of ranges)
      if (!(await isStillRange(namespace, range, state))) return new Invalid(code.PHANTOM_READ_CONFLICT);
  }
  return undefined;
};
