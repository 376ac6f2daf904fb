// SPDX-License-Identifier: Apache-2.0
import type { PresentedStatement } from '../typedData/presentedStatement';
import { isEs256 } from '../typedData/verifySignatures';
import { codeFindings, readCode } from './checkCode';
import { found, unreadable } from './findings';
import type { Finding, Verification } from './findings';
import { carrierKeys, daysFindings } from './issuer';
import { chunkDigests, readPaper, SEALED_CHUNK } from './paperSeal';
import type { ShownPaper } from './paperSeal';
import type { Anchor } from './trustAnchor';

const SEAL = 'seal';

const signerFindings = (
  { registry, keys, signingInput, signature }: ShownPaper,
  { statement }: PresentedStatement,
  anchor: Anchor,
): readonly Finding[] => {
  if (registry !== statement.registry) return [found('SEAL_OF_ANOTHER_CERTIFICATE', SEAL)];
  const set = carrierKeys(anchor, registry, keys);
  if (typeof set === 'string') return [found(`SEAL_${set}`, SEAL)];
  const holds = isEs256({ text: signingInput, signature, key: set.p256 });
  return holds ? [] : [found('SEAL_SIGNATURE_WRONG', SEAL)];
};

const bytesFindings = ({ paper, seal, endsThere }: ShownPaper): readonly Finding[] => {
  if (!endsThere) return [found('BYTES_ADDED_OR_MISSING', 'after the seal')];
  if (paper.length !== seal.bytes) return [found('BYTES_ADDED_OR_MISSING', 'before the seal')];
  const digests = chunkDigests(paper);
  return digests.flatMap((digest, index) => {
    const first = index * SEALED_CHUNK;
    const last = Math.min(first + SEALED_CHUNK, paper.length) - 1;
    return digest === seal.sha256[index]
      ? []
      : [found('BYTES_CHANGED', `bytes ${String(first)} to ${String(last)} (counted from 0)`)];
  });
};

/**
 * Checks the PDF of a certificate, offline: that the registry sealed exactly these bytes, and its certificate's code.
 *
 * @param bytes - may be an attacker's
 * @param at - milliseconds since 1970
 */
export const checkPaper = (bytes: Uint8Array, anchor: Anchor, at: number): Verification => {
  const shown = readPaper(bytes);
  if (typeof shown === 'string') return unreadable(shown, SEAL);
  const code = readCode(shown.seal.code);
  if (typeof code === 'string') return unreadable(code, SEAL);
  const { statement } = code;
  const findings = [
    ...signerFindings(shown, code, anchor),
    ...bytesFindings(shown),
    ...codeFindings(code, anchor),
    ...daysFindings(statement, at),
  ];
  return { number: statement.number, registry: statement.registry, findings };
};
