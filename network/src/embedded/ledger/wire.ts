// SPDX-License-Identifier: Apache-2.0

/** Protobuf's variable-length spelling of a non-negative integer. */
export const varint = (value: number): Buffer => {
  const bytes: number[] = [];
  let rest = value;
  while (rest >= 0x80) {
    bytes.push((rest % 0x80) + 0x80);
    rest = Math.floor(rest / 0x80);
  }
  return Buffer.from([...bytes, rest]);
};

/** A length-delimited protobuf field; proto3 leaves an empty one out. */
export const bytesField = (field: number, value: Uint8Array): Buffer =>
  value.length === 0 ? Buffer.alloc(0) : Buffer.concat([varint(field * 8 + 2), varint(value.length), value]);

/** A length-delimited element of a repeated field, which is there even when empty. */
export const elementField = (field: number, value: Uint8Array): Buffer =>
  Buffer.concat([varint(field * 8 + 2), varint(value.length), value]);

/** A boolean protobuf field; proto3 leaves false out. */
export const flagField = (field: number, value: boolean): Buffer =>
  value ? Buffer.concat([varint(field * 8), Buffer.from([1])]) : Buffer.alloc(0);
