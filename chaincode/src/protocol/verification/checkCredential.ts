// SPDX-License-Identifier: Apache-2.0
import { isEs256 } from '../typedData/verifySignatures';
import { readCredentialText } from './credentialText';
import type { ShownCredential } from './credentialText';
import { found, unreadable } from './findings';
import type { Finding, Verification } from './findings';
import { carrierKeys, daysFindings, judgeRegistryByDay } from './issuer';
import type { Anchor } from './trustAnchor';

/** Whether the registry signed a credential with a key set that answers for what is carried. */
export const credentialSignatureFindings = (
  {
    signingInput,
    signature,
    keys,
    registry,
  }: Pick<ShownCredential, 'signingInput' | 'signature' | 'keys' | 'registry'>,
  anchor: Anchor,
  place: string,
): readonly Finding[] => {
  const set = carrierKeys(anchor, registry, keys);
  if (typeof set === 'string') return [found(`CREDENTIAL_${set}`, place)];
  const holds = isEs256({ text: signingInput, signature, key: set.p256 });
  return holds ? [] : [found('CREDENTIAL_SIGNATURE_WRONG', place)];
};

const PLACE = 'credential';

const isOfRegister = ({ evidence }: ShownCredential, { place }: Anchor): boolean =>
  evidence.channel === place.channel && evidence.register === place.register;

const issuerFindings = (shown: ShownCredential, anchor: Anchor): readonly Finding[] => {
  const judged = judgeRegistryByDay(anchor, shown);
  return 'refusal' in judged ? [found(judged.refusal, PLACE)] : [];
};

/**
 * Checks the credential of a certificate by itself, offline: with the disclosures that somebody chose to show.
 *
 * @param text - may be an attacker's
 * @param at - milliseconds since 1970
 */
export const checkCredential = (text: string, anchor: Anchor, at: number): Verification => {
  const shown = readCredentialText(text);
  if (typeof shown === 'string') return unreadable(shown, PLACE);
  const { number, registry } = shown;
  if (!isOfRegister(shown, anchor)) return { number, registry, findings: [found('ANOTHER_REGISTER', PLACE)] };
  const findings = [
    ...issuerFindings(shown, anchor),
    ...credentialSignatureFindings(shown, anchor, PLACE),
    ...daysFindings(shown, at),
  ];
  return { number, registry, findings };
};
