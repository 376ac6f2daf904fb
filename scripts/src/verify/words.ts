// SPDX-License-Identifier: Apache-2.0
import type { BelievedAnchor, Carrier, Verification } from '@registry/chaincode/protocol';
import type { ListedStatus } from './statusFile';

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
const STATUS_OF_NOW = 'the status of now (suspended, revoked, changed), which the ledger says';
const NOT_EXAMINED = 'the data themselves. Where a paper and the ledger differ, the ledger prevails.';

export type Verdict = 'PASSED' | 'FAILED' | 'UNDECIDED';

/** A list that says nothing of a certificate leaves it open: nobody may take that for valid. */
export const verdictOf = ({ findings }: Verification, status: ListedStatus | undefined): Verdict => {
  if (findings.length > 0) return 'FAILED';
  if (status !== undefined && 'refusal' in status) return 'UNDECIDED';
  return status === undefined || status.status === 'VALID' ? 'PASSED' : 'FAILED';
};

const statusWords = (status: ListedStatus): string => {
  if ('status' in status) {
    return `status: ${status.status} as of ${status.asOf}; nobody may rely on that from ${status.until} on`;
  }
  const dated = 'asOf' in status ? ` (the list is as of ${status.asOf})` : '';
  return `status: unknown, ${status.refusal}${dated}`;
};

/** What a check has to tell. */
export interface Checked {
  readonly carrier: Carrier;
  readonly verification: Verification;
  /** Absent where no status list was given, or what is shown is no certificate. */
  readonly status?: ListedStatus | undefined;
}

/** The outcome of a check, a line each. */
export const wordsOf = ({ carrier, verification, status }: Checked): string => {
  const { number, findings } = verification;
  const [name, examined] = EXAMINED[carrier];
  const isTold = status !== undefined && 'status' in status;
  return [
    `${verdictOf(verification, status)}  ${number ?? 'unknown'} (${name})`,
    ...findings.map(({ code, place }) => `  ${code} at ${place === '' ? 'the file as a whole' : place}`),
    ...(status === undefined ? [] : [statusWords(status)]),
    // What could not even be read says of no certificate which it is: nothing of it was examined.
    ...(number === undefined ? [] : [`examined: ${TRUSTED}; ${examined}`]),
    `not examined: ${isTold ? 'what happened since then' : STATUS_OF_NOW}; ${NOT_EXAMINED}`,
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
