// SPDX-License-Identifier: Apache-2.0
import { fromUtf8 } from '../bytes';
import { checkCode, readCode } from './checkCode';
import { checkCredential } from './checkCredential';
import { checkCertificateFile, readCertificateFile } from './checkFile';
import { checkPaper } from './checkPaper';
import { readCredentialText } from './credentialText';
import type { Verification } from './findings';
import { isMarkedAsSealed, readPaper } from './paperSeal';
import type { Anchor } from './trustAnchor';
import { unlessRefused } from './unlessRefused';

/** In which ways a certificate is shown: its file, its PDF, its credential, and the code on its PDF. */
export const CARRIERS = ['FILE', 'PAPER', 'CREDENTIAL', 'CODE'] as const;
export type Carrier = (typeof CARRIERS)[number];

type InWords = Exclude<Carrier, 'PAPER'>;

/** What somebody shows, told by what is in it, whatever it is called. */
export type ShownCarrier =
  { readonly carrier: 'PAPER'; readonly bytes: Uint8Array } | { readonly carrier: InWords; readonly text: string };

const PDF = '%PDF-';

/** By its beginning or its seal, so that a change of the one does not make it something else. */
const isPaper = (bytes: Uint8Array): boolean =>
  String.fromCharCode(...bytes.subarray(0, PDF.length)) === PDF || isMarkedAsSealed(bytes);

/** Which carrier a text is. What is none of the others is a file, and then says why it is not even one. */
export const tellText = (text: string): ShownCarrier & { readonly carrier: InWords } => {
  const plain = text.trim();
  if (/^[\w-]+\.[\w-]+\.[\w-]+~/.test(plain)) return { carrier: 'CREDENTIAL', text: plain };
  return /^[\w-]+\.[\w-]+\.[\w-]+$/.test(plain) ? { carrier: 'CODE', text: plain } : { carrier: 'FILE', text };
};

/** What is not even a text is no file of a certificate. */
const textOf = (bytes: Uint8Array): string =>
  unlessRefused(
    () => fromUtf8(bytes),
    () => '',
  );

/** Which carrier some bytes are, which may be an attacker's. */
export const tellCarrier = (bytes: Uint8Array): ShownCarrier =>
  isPaper(bytes) ? { carrier: 'PAPER', bytes } : tellText(textOf(bytes));

const CHECKS: Readonly<Record<InWords, (text: string, anchor: Anchor, at: number) => Verification>> = {
  FILE: checkCertificateFile,
  CREDENTIAL: checkCredential,
  CODE: checkCode,
};

/**
 * Checks whatever somebody shows of a certificate, against an anchor alone.
 *
 * @param at - milliseconds since 1970
 */
export const checkCarrier = (shown: ShownCarrier, anchor: Anchor, at: number): Verification =>
  shown.carrier === 'PAPER' ? checkPaper(shown.bytes, anchor, at) : CHECKS[shown.carrier](shown.text, anchor, at);

const readSealed = (bytes: Uint8Array): ReturnType<typeof readCode> | undefined => {
  const paper = readPaper(bytes);
  return typeof paper === 'string' ? undefined : readCode(paper.seal.code);
};

/** A carrier taken apart. Nothing of it is true yet. */
export type ReadCarrier =
  | { readonly kind: 'FILE'; readonly file: Exclude<ReturnType<typeof readCertificateFile>, { readonly code: string }> }
  | { readonly kind: 'CREDENTIAL'; readonly credential: Exclude<ReturnType<typeof readCredentialText>, string> }
  | { readonly kind: 'CODE'; readonly code: Exclude<ReturnType<typeof readCode>, string> };

/** Takes a carrier apart: of a paper the code under its seal. @returns undefined for what cannot be read */
export const readCarrier = (shown: ShownCarrier): ReadCarrier | undefined => {
  if (shown.carrier === 'FILE') {
    const file = readCertificateFile(shown.text);
    return 'code' in file ? undefined : { kind: 'FILE', file };
  }
  if (shown.carrier === 'CREDENTIAL') {
    const credential = readCredentialText(shown.text);
    return typeof credential === 'string' ? undefined : { kind: 'CREDENTIAL', credential };
  }
  const code = shown.carrier === 'PAPER' ? readSealed(shown.bytes) : readCode(shown.text);
  return code === undefined || typeof code === 'string' ? undefined : { kind: 'CODE', code };
};
