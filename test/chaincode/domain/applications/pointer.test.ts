// SPDX-License-Identifier: Apache-2.0
import fc from 'fast-check';
import {
  expandPattern,
  valueAt,
  withoutValueAt,
  withValueAt,
} from '../../../../chaincode/src/domain/applications/pointer';

const root = { a: { b: [1, { c: 2 }] }, d: null } as const;

describe('a pointer into a filing', () => {
  it('finds own members and real indexes, and nothing else', () => {
    expect(valueAt(root, '/a/b/1/c')).toBe(2);
    expect(valueAt(root, '/d')).toBeNull();
    for (const path of [
      '/a/b/2',
      '/a/b/01',
      '/a/b/length',
      '/a/constructor',
      '/toString',
      '/d/x',
      '/a/b/0/x',
      '/x/y',
    ]) {
      expect([path, valueAt(root, path)]).toEqual([path, undefined]);
    }
  });

  it('puts a value at a place that there is, in a copy', () => {
    expect(withValueAt(root, '/a/b/1/c', 3)).toEqual({ a: { b: [1, { c: 3 }] }, d: null });
    expect(withValueAt(root, '/a/e', 3)).toEqual({ a: { b: [1, { c: 2 }], e: 3 }, d: null });
    expect(root.a.b[1]).toEqual({ c: 2 });
  });

  it('puts a whole value in place of the root', () => {
    expect(withValueAt(root, '', 3)).toBe(3);
  });

  it.each(['/a/b/2', '/a/b/x', '/x/y', '/d/y', '/a/b/0/c'])('finds no place for %s', (path) => {
    expect(withValueAt(root, path, 3)).toBeUndefined();
  });

  it('takes a member away, and leaves what has none', () => {
    expect(withoutValueAt(root, '/a/b')).toEqual({ a: {}, d: null });
    expect(withoutValueAt(root, '/x/y')).toEqual(root);
    expect(withoutValueAt(root, '/a/b/0')).toEqual(root);
  });

  it('stands for every item of a list with *', () => {
    const value = { list: [{ x: 1 }, { x: 2 }], other: 1 };
    expect(expandPattern(value, '/list/*/x')).toEqual(['/list/0/x', '/list/1/x']);
    expect(expandPattern(value, '/other')).toEqual(['/other']);
    expect(expandPattern(value, '/other/*')).toEqual([]);
    expect(expandPattern(value, '/none/*/x')).toEqual([]);
  });

  it('reads back whatever it has put', () => {
    const key = fc.stringMatching(/^[A-Za-z]{1,8}$/);
    fc.assert(
      fc.property(
        fc.dictionary(key, fc.dictionary(key, fc.integer())),
        key,
        key,
        fc.integer(),
        (value, one, two, next) => {
          const changed = withValueAt(value, `/${one}/${two}`, next);
          if (!Object.hasOwn(value, one)) expect(changed).toBeUndefined();
          else expect(valueAt(changed!, `/${one}/${two}`)).toBe(next);
        },
      ),
    );
  });
});
