// SPDX-License-Identifier: Apache-2.0
import type { BelievedAnchor, Carrier, Verification } from '@registry/chaincode/protocol';

/** What each way of showing a certificate has examined, and what nobody who is offline can. */
const EXAMINED: Readonly<Record<Carrier, readonly [name: string, examined: string]>> = {
  FILE: [
    'JSON',
    'the record against its digests (SHA-256, SM3), the three signatures (EIP-712, ES256, SM2), the credential and each of its fields',
  ],
  PAPER: ['PDF', 'every byte of the file against the registry’s seal, and the code of its certificate'],
  CREDENTIAL: ['credential', 'the signature (ES256) and each disclosure; not what is kept back'],
  CODE: ['code', 'the signature (ES256), number, days and digests of the record; not what is printed beside the code'],
};

const TRUSTED = 'whether the registry was trusted on the day of attestation';
const NOT_EXAMINED =
  'the status of now (suspended, revoked, changed), which the ledger says; the data themselves. Where a paper and the ledger differ, the ledger prevails.';

/** The outcome of a check, a line each. */
export const wordsOf = (carrier: Carrier, { number, findings }: Verification): string => {
  const [name, examined] = EXAMINED[carrier];
  const shown = `${number ?? 'unknown'} (${name})`;
  return [
    findings.length === 0 ? `PASSED  ${shown}` : `FAILED  ${shown}`,
    ...findings.map(({ code, place }) => `  ${code} at ${place === '' ? 'the file as a whole' : place}`),
    // What could not even be read says of no certificate which it is: nothing of it was examined.
    ...(number === undefined ? [] : [`examined: ${TRUSTED}; ${examined}`]),
    `not examined: ${NOT_EXAMINED}`,
  ].join('\n');
};

/** Whom all of it rests on: anybody can make a register of their own, and only its key tells it from another. */
export const anchorWords = ({ place, lists }: BelievedAnchor, file: string): string => {
  const [first] = lists;
  const key = first?.supervisor.keySets[0]?.keys.p256 ?? 'none';
  return [
    `trusted: register ${place.register}, channel ${place.channel}, by ${file}`,
    `  ${first?.supervisor.name ?? ''}, first key (P-256) ${key}`,
  ].join('\n');
};
