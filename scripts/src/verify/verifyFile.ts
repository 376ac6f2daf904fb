// SPDX-License-Identifier: Apache-2.0
import { readFileSync } from 'node:fs';
import {
  believeAnchor,
  checkCertificateFile,
  checkCode,
  checkPaper,
  fromUtf8,
  parseJson,
  trustAnchor,
  unlessRefused,
  validated,
} from '@registry/chaincode/protocol';
import type { BelievedAnchor, Verification } from '@registry/chaincode/protocol';
import type { Carrier } from './words';

/** A trust anchor has every trust list in it. */
const MOST_ANCHOR_CHARACTERS = 64_000_000;

/**
 * Reads the trust anchor that everything is checked with.
 *
 * @throws Error in words for a person
 */
export const readAnchor = (file: string): BelievedAnchor => {
  const anchor = unlessRefused(
    () => validated(trustAnchor, parseJson(readFileSync(file, 'utf8'), MOST_ANCHOR_CHARACTERS)),
    ({ code }) => code,
  );
  if (typeof anchor === 'string')
    throw new Error(`${file} is no trust anchor (${anchor}). Get it from GET /trust-anchor.`);
  const finding = believeAnchor(anchor);
  if ('refusal' in finding) throw new Error(`The trust anchor ${file} is not to be believed: ${finding.refusal}.`);
  return finding.found;
};

const PDF_MARKS = ['%PDF-', '%DPR-SEAL '];

/** By its beginning or its seal, so that a change of the one does not make it something else. */
const isPaper = (bytes: Uint8Array): boolean => PDF_MARKS.some((mark) => Buffer.from(bytes).includes(mark));

/** What is not even a text is no file of a certificate. */
const textOf = (bytes: Uint8Array): string =>
  unlessRefused(
    () => fromUtf8(bytes),
    () => '',
  );

/** Checks a file by what is in it, whatever it is called. No network is used. */
export const verifyBytes = (
  bytes: Uint8Array,
  anchor: BelievedAnchor,
  at: number,
): { readonly carrier: Carrier; readonly verification: Verification } => {
  if (isPaper(bytes)) return { carrier: 'PDF', verification: checkPaper(bytes, anchor, at) };
  const text = textOf(bytes);
  if (/^[\w-]+\.[\w-]+\.[\w-]+\s*$/.test(text)) {
    return { carrier: 'code', verification: checkCode(text.trim(), anchor, at) };
  }
  return { carrier: 'JSON', verification: checkCertificateFile(text, anchor, at) };
};
