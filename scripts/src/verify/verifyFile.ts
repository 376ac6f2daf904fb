// SPDX-License-Identifier: Apache-2.0
import { readFileSync } from 'node:fs';
import {
  believeAnchor,
  checkCarrier,
  parseJson,
  tellCarrier,
  trustAnchor,
  unlessRefused,
  validated,
} from '@registry/chaincode/protocol';
import type { BelievedAnchor, Carrier, Verification } from '@registry/chaincode/protocol';

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

/** Checks a file by what is in it, whatever it is called. No network is used. */
export const verifyBytes = (
  bytes: Uint8Array,
  anchor: BelievedAnchor,
  at: number,
): { readonly carrier: Carrier; readonly verification: Verification } => {
  const shown = tellCarrier(bytes);
  return { carrier: shown.carrier, verification: checkCarrier(shown, anchor, at) };
};
