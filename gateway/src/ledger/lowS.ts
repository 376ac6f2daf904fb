// SPDX-License-Identifier: Apache-2.0

/** The order of P-256, and half of it: Fabric takes only signatures whose s is not above the half. */
const ORDER = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n;
const HALF = ORDER / 2n;

function derInteger(value: Uint8Array): Buffer {
  let start = 0;
  while (start < value.length - 1 && value[start] === 0) start += 1;
  const digits = value.subarray(start);
  const sign = (digits[0] ?? 0) >= 0x80 ? [0] : [];
  return Buffer.from([2, sign.length + digits.length, ...sign, ...digits]);
}

function lowS(s: Uint8Array): Uint8Array {
  const value = BigInt(`0x${Buffer.from(s).toString('hex')}`);
  return value <= HALF ? s : Buffer.from((ORDER - value).toString(16).padStart(64, '0'), 'hex');
}

/**
 * A P-256 signature as Fabric wants it: ASN.1 DER, s in the lower half of the order.
 *
 * @param signature - r and s, 32 bytes each (IEEE P1363)
 */
export function derSignature(signature: Uint8Array): Uint8Array {
  const r = derInteger(signature.subarray(0, 32));
  const s = derInteger(lowS(signature.subarray(32, 64)));
  return Buffer.concat([Buffer.from([0x30, r.length + s.length]), r, s]);
}
