// SPDX-License-Identifier: Apache-2.0

/** Moves surrogates behind the rest of the basic plane, where UTF-8 has what they stand for. */
const rank = (unit: number): number => {
  if (unit < 0xd800) return unit;
  return unit < 0xe000 ? unit + 0x2000 : unit - 0x800;
};

/** Orders strings as their UTF-8 bytes, which is how Go and LevelDB see them; JavaScript orders UTF-16 units. */
export const compareUtf8 = (left: string, right: string): number => {
  const shared = Math.min(left.length, right.length);
  for (let at = 0; at < shared; at++) {
    const difference = rank(left.charCodeAt(at)) - rank(right.charCodeAt(at));
    if (difference !== 0) return difference;
  }
  return left.length - right.length;
};

/** A map's values in the UTF-8 order of their keys. */
export const sortedByKey = <V>(entries: ReadonlyMap<string, V>): V[] =>
  [...entries].sort(([left], [right]) => compareUtf8(left, right)).map(([, value]) => value);
