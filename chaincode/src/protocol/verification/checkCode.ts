// SPDX-License-Identifier: Apache-2.0
import { readPresented } from '../typedData/presentedStatement';
import type { PresentedStatement } from '../typedData/presentedStatement';
import { signingInputOf } from '../typedData/signedText';
import { isEs256 } from '../typedData/verifySignatures';
import { found, unreadable } from './findings';
import type { CodeFault, Finding, Verification } from './findings';
import { daysFindings, judgeByDay } from './issuer';
import { faultIn, JWS_FAULTS } from './readingFault';
import type { Anchor } from './trustAnchor';
import { unlessRefused } from './unlessRefused';

/** Reads what a code holds, which may be an attacker's. @returns why not, for whatever is no code */
export const readCode = (text: string): PresentedStatement | CodeFault =>
  unlessRefused<PresentedStatement, CodeFault>(
    () => readPresented(text),
    (error) => `CODE_${faultIn(error, JWS_FAULTS)}`,
  );

/** What is wrong with a code that could be read, apart from its days. */
export const codeFindings = (shown: PresentedStatement, anchor: Anchor): readonly Finding[] => {
  const { place, statement, keys, es256 } = shown;
  if (place.channel !== anchor.place.channel || place.register !== anchor.place.register) {
    return [found('ANOTHER_REGISTER', 'code')];
  }
  const judged = judgeByDay(anchor, statement, keys);
  if ('refusal' in judged) return [found(judged.refusal, 'code')];
  const { keySet } = judged.found;
  const text = signingInputOf(place, statement, keys);
  const holds = isEs256({ text, signature: es256, key: keySet.keys.p256 });
  return holds ? [] : [found('SIGNATURE_WRONG', 'code')];
};

/**
 * Checks what a certificate's QR code holds, offline.
 *
 * @param text - may be an attacker's
 * @param at - milliseconds since 1970
 */
export const checkCode = (text: string, anchor: Anchor, at: number): Verification => {
  const shown = readCode(text);
  if (typeof shown === 'string') return unreadable(shown, 'code');
  const { statement } = shown;
  const findings = [...codeFindings(shown, anchor), ...daysFindings(statement, at)];
  return { number: statement.number, registry: statement.registry, findings };
};
