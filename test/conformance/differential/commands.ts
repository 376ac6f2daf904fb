// SPDX-License-Identifier: Apache-2.0

/** What is done to an endorsed transaction before the orderers see it. */
export type Sending = 'once' | 'twice' | 'forged' | 'renamed' | 'misnumbered' | 'unsigned';

/** One thing that somebody asks of both engines. */
export interface Command {
  readonly by: string;
  /** Contract and function with a colon between. */
  readonly transaction: string;
  readonly args: readonly string[];
  /** Whose endorsements are asked for, instead of those that the policies need. */
  readonly orgs?: readonly string[];
  /** Seconds by which the proposal's timestamp is moved. */
  readonly shift?: number;
  readonly sending: Sending;
  /** Only asks: nothing is sent to the orderers. */
  readonly isQuestion?: boolean;
  /** A proposal that was made before: it is sent again byte by byte. */
  readonly proposal?: Uint8Array;
}

/** What became of a command, the same on both engines. */
export interface Outcome {
  readonly command: Command;
  readonly proposal: Uint8Array;
  /** What the chaincode answered; undefined where it was refused. */
  readonly answer?: string;
  /** Validation codes of all that was sent; none where nothing reached a block. */
  readonly codes: readonly number[];
}
