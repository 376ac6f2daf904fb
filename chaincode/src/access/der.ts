// SPDX-License-Identifier: Apache-2.0
/** One element of DER (X.690): its tag and the bytes of its content. */
interface Element {
  readonly tag: number;
  readonly content: Uint8Array;
  /** Where the next element begins. */
  readonly next: number;
}

const SEQUENCE = 0x30;
const OBJECT_IDENTIFIER = 0x06;
const BOOLEAN = 0x01;
const OCTET_STRING = 0x04;
/** `[3]` of a TBSCertificate (RFC 5280, 4.1). */
const EXTENSIONS = 0xa3;

const LONG_FORM = 0x80;

/** Bytes that are no DER: whatever else accepted them, we do not read on. */
export class DerProblem extends Error {
  override readonly name = 'DerProblem';
}

function check(condition: boolean, problem: string): asserts condition {
  if (!condition) throw new DerProblem(problem);
}

const byteAt = (bytes: Uint8Array, at: number): number => {
  const byte = bytes[at];
  check(byte !== undefined, 'ends too early');
  return byte;
};

/** Definite and shortest length, of at most three bytes: no certificate is longer. */
const readLength = (bytes: Uint8Array, at: number): { readonly length: number; readonly start: number } => {
  const first = byteAt(bytes, at);
  if (first < LONG_FORM) return { length: first, start: at + 1 };
  const count = first - LONG_FORM;
  check(count >= 1 && count <= 3, 'a length is indefinite or too long');
  let length = 0;
  for (let index = 1; index <= count; index += 1) length = length * 256 + byteAt(bytes, at + index);
  check(length >= (count === 1 ? LONG_FORM : 256 ** (count - 1)), 'a length is not the shortest');
  return { length, start: at + 1 + count };
};

const readElement = (bytes: Uint8Array, at: number): Element => {
  const tag = byteAt(bytes, at);
  const { length, start } = readLength(bytes, at + 1);
  const next = start + length;
  check(next <= bytes.length, 'an element reaches beyond its end');
  return { tag, content: bytes.subarray(start, next), next };
};

const readAll = (bytes: Uint8Array): Element[] => {
  const elements: Element[] = [];
  for (let at = 0; at < bytes.length;) {
    const element = readElement(bytes, at);
    elements.push(element);
    at = element.next;
  }
  return elements;
};

const only = (elements: readonly Element[], tag: number): Uint8Array => {
  const [element, ...rest] = elements;
  check(element?.tag === tag && rest.length === 0, 'an element is not what its place asks for');
  return element.content;
};

interface Extension {
  readonly oid: Uint8Array;
  readonly value: Uint8Array;
}

/** Extension ::= SEQUENCE { extnID, critical BOOLEAN DEFAULT FALSE, extnValue OCTET STRING } */
const readExtension = (element: Element): Extension => {
  check(element.tag === SEQUENCE, 'an extension is no sequence');
  const parts = readAll(element.content);
  const [oid, second, third] = parts;
  const value = parts.length === 3 && second?.tag === BOOLEAN ? third : second;
  check(oid?.tag === OBJECT_IDENTIFIER && value?.tag === OCTET_STRING, 'an extension has other parts');
  check(parts.length === (value === third ? 3 : 2), 'an extension has further parts');
  return { oid: oid.content, value: value.content };
};

const isSame = (one: Uint8Array, other: Uint8Array): boolean =>
  one.length === other.length && one.every((byte, index) => byte === other[index]);

/**
 * The values of all extensions of a certificate that have an object identifier.
 *
 * @param certificate - DER
 * @param oid - the identifier's content bytes
 * @throws DerProblem
 */
export const extensionValues = (certificate: Uint8Array, oid: Uint8Array): Uint8Array[] => {
  const [tbs] = readAll(only(readAll(certificate), SEQUENCE));
  check(tbs?.tag === SEQUENCE, 'a certificate has other parts');
  const found = readAll(tbs.content).find((element) => element.tag === EXTENSIONS);
  if (found === undefined) return [];
  return readAll(only(readAll(found.content), SEQUENCE))
    .map(readExtension)
    .filter((extension) => isSame(extension.oid, oid))
    .map((extension) => extension.value);
};
