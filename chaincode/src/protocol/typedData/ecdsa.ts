// SPDX-License-Identifier: Apache-2.0
import { p256 } from '@noble/curves/nist.js';
import { secp256k1 } from '@noble/curves/secp256k1.js';
import { fromHex, toHex } from '../bytes';

const CURVES = { p256, secp256k1 } as const;
type CurveName = keyof typeof CURVES;
type Point = ReturnType<typeof p256.Point.fromHex>;

/** What is said to be signed: all as hexadecimal digits but the digest. */
interface Signed {
  /** 32 bytes. */
  readonly digest: Uint8Array;
  /** r and s, 32 bytes each. */
  readonly signature: string;
  /** A compressed point. */
  readonly key: string;
}

const MAX_POINTS = 16;
const WINDOW = 6;
const once: Readonly<Record<CurveName, Map<string, Point>>> = { p256: new Map(), secp256k1: new Map() };
const often: Readonly<Record<CurveName, Map<string, Point>>> = { p256: new Map(), secp256k1: new Map() };

const keep = (points: Map<string, Point>, key: string, point: Point): Point => {
  if (points.size >= MAX_POINTS) points.clear();
  points.set(key, point);
  return point;
};

/** A registry signs many certificates with one key: from the second one on its multiples are at hand. */
const pointOf = (curve: CurveName, key: string): Point => {
  const ready = often[curve].get(key);
  if (ready !== undefined) return ready;
  const seen = once[curve].get(key);
  if (seen !== undefined) return keep(often[curve], key, seen.precompute(WINDOW));
  return keep(once[curve], key, CURVES[curve].Point.fromHex(key));
};

/** The point R of a signature, and its number r. */
export interface SignaturePoint {
  readonly r: bigint;
  readonly x: bigint;
  readonly y: bigint;
  /** x modulo the order: equal to r where the signature is one of the key (SEC 1, 4.1.4). */
  readonly reduced: bigint;
  readonly isHighS: boolean;
}

/**
 * What is left of a signature when a key is taken away from it, which may be an attacker's.
 *
 * @returns undefined where the sum is no point
 * @throws Error for numbers out of range, and for points that are none
 */
export const signaturePoint = (curve: CurveName, { digest, signature, key }: Signed): SignaturePoint | undefined => {
  const { Point, Signature } = CURVES[curve];
  const { Fn } = Point;
  const parts = Signature.fromBytes(fromHex(signature), 'compact');
  const { r, s } = parts;
  const inverse = Fn.inv(s);
  const hashed = Fn.mul(Fn.create(BigInt(`0x${toHex(digest)}`)), inverse);
  const sum = Point.BASE.multiplyUnsafe(hashed).add(pointOf(curve, key).multiplyUnsafe(Fn.mul(r, inverse)));
  if (sum.is0()) return undefined;
  const { x, y } = sum.toAffine();
  return { r, x, y, reduced: Fn.create(x), isHighS: parts.hasHighS() };
};
