// SPDX-License-Identifier: Apache-2.0

/** What the ledger's answer to a command names. */
export interface GivenAnswer {
  readonly caseId: string;
  readonly eventSeq: number;
  readonly eventHash: string;
  readonly transactionId: string;
  readonly blockNumber: number;
}

/** One request of a client, and what it was told. */
export interface Attempt {
  readonly client: string;
  /** The idempotency key: one intention, however often it is tried. */
  readonly key: string;
  readonly command: string;
  /** What the command is about: the Merkle root of the content of a filing, the case id of everything else. */
  readonly subject: string;
  /** The HTTP status; 0 where the connection broke before an answer came. */
  readonly status: number;
  readonly code?: string | undefined;
  /** Of an acknowledged command. */
  readonly answer?: GivenAnswer;
  /** When it was sent and when its fate was told, in milliseconds of one clock. */
  readonly from: number;
  readonly to: number;
}

/** What a client once saw of a case, and at which height it was told that it stood so. */
export interface Sighting {
  readonly client: string;
  readonly caseId: string;
  readonly eventSeq: number;
  readonly blockHeight: number;
}

/** Everything that clients did and saw, each in the order in which it was told. */
export interface History {
  readonly attempts: Attempt[];
  readonly sightings: Sighting[];
}

export const newHistory = (): History => ({ attempts: [], sightings: [] });

/** `NOT_DONE`: nothing was written, the same request may be sent again. `UNKNOWN`: nobody could say. */
export type Outcome = 'ACKNOWLEDGED' | 'REFUSED' | 'NOT_DONE' | 'UNKNOWN';

/** What an answer says of what was written. */
export const outcomeOf = ({ status, code }: Pick<Attempt, 'status' | 'code'>): Outcome => {
  if (status === 200 || status === 201) return 'ACKNOWLEDGED';
  if (status === 503 || status === 429 || code === 'COMMIT_FAILED') return 'NOT_DONE';
  return status === 202 || status < 200 || status >= 500 ? 'UNKNOWN' : 'REFUSED';
};
