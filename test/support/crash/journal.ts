// SPDX-License-Identifier: Apache-2.0
import type { RestAnswer } from '@registry/scripts/rest/restClient';

/** What a client knows of a request: it was done, it was not done, or nobody could say. */
export type Verdict = 'ACKNOWLEDGED' | 'REFUSED' | 'UNKNOWN';

/** Where the ledger says that it holds what was asked for. */
export interface Place {
  readonly caseId: string;
  readonly eventSeq: number;
  readonly transactionId: string;
  readonly blockNumber: number;
}

/** One command of a client, with all that is needed to send it once more. */
export interface Operation {
  readonly what: string;
  /** Of a filing, by which it is found on the ledger whoever answered what. */
  readonly content?: string;
  readonly send: () => Promise<RestAnswer>;
  verdict: Verdict;
  place?: Place;
  /** Status and code, or why no answer came. */
  outcome: string;
}

/** Answers that no fault may lead to. */
export const isScandal = ({ outcome }: Operation): boolean => outcome.startsWith('500');

const placeOf = ({ body }: RestAnswer): Place => {
  const { caseId, eventSeq, transactionId, blockNumber } = body as Place;
  return { caseId, eventSeq, transactionId, blockNumber };
};

const codeOf = ({ body }: RestAnswer): string => (body as { code?: string } | null)?.code ?? '';

const verdictOf = (status: number): Verdict => {
  if (status === 200 || status === 201) return 'ACKNOWLEDGED';
  return status === 202 || status === 500 ? 'UNKNOWN' : 'REFUSED';
};

const withAnswer = (operation: Operation, answer: RestAnswer): void => {
  operation.verdict = verdictOf(answer.status);
  operation.outcome = `${String(answer.status)} ${codeOf(answer)}`;
  if (operation.verdict === 'ACKNOWLEDGED') operation.place = placeOf(answer);
};

const causeOf = (error: unknown): string => {
  const { cause } = error as { cause?: { code?: string } };
  return cause?.code ?? String(error);
};

/** Sends a command and notes what its client knows afterwards. Where nobody listened, nothing was sent. */
export const attempt = async (operation: Operation): Promise<Operation> => {
  try {
    withAnswer(operation, await operation.send());
  } catch (error) {
    const cause = causeOf(error);
    operation.verdict = cause === 'ECONNREFUSED' ? 'REFUSED' : 'UNKNOWN';
    operation.outcome = cause;
  }
  return operation;
};

/** Everything that clients did and saw. */
export class Journal {
  readonly operations: Operation[] = [];
  /** Reads that went back behind an earlier one of the same client. */
  readonly backwards: string[] = [];
  /** Documents that the vault took, with their bytes. */
  readonly uploads: { readonly registry: string; readonly docId: string; readonly bytes: Buffer }[] = [];

  /** Notes a command before it is sent, so that one that never comes back stands there too. */
  note(what: string, send: () => Promise<RestAnswer>, content?: string): Operation {
    const operation: Operation = { what, send, verdict: 'UNKNOWN', outcome: 'under way', ...(content && { content }) };
    this.operations.push(operation);
    return operation;
  }

  with(verdict: Verdict): Operation[] {
    return this.operations.filter((operation) => operation.verdict === verdict);
  }
}
