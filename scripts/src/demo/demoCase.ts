// SPDX-License-Identifier: Apache-2.0
import { randomUUID } from 'node:crypto';
import type { CommandAnswer } from '@registry/chaincode/protocol';
import type { RestAnswer, RestClient } from '../rest/restClient';
import { waitFor } from '../system/waitFor';
import { UnexpectedAnswer } from './desk';
import type { Desk } from './desk';
import type { Dossier } from './dossier';

export type CommandResult = CommandAnswer & { readonly transactionId: string; readonly blockNumber: number };

/** One case of the demonstration on its way. */
export interface DemoCase {
  readonly dossier: Dossier;
  readonly desk: Desk;
  readonly profileId: string;
  readonly say: (line: string) => void;
  /** The last answer of the ledger; none before the filing. */
  last?: CommandResult;
}

const RETRY_MS = 60_000;

/**
 * Posts a command and waits for its fate: 202 means that it is not known yet, and the same request under the same key
 * may then be repeated without doing anything twice.
 */
const settle = (client: RestClient, path: string, body: unknown): Promise<RestAnswer> => {
  const key = randomUUID();
  return waitFor(
    async () => {
      const answer = await client.post(path, body, key);
      return answer.status === 202 ? undefined : answer;
    },
    { what: `The fate of ${path}`, timeoutMs: RETRY_MS, everyMs: 500 },
  );
};

/**
 * Gives one command and reports it as a progress line.
 * @throws UnexpectedAnswer where the gateway refuses
 */
export const act = async (
  demoCase: DemoCase,
  step: { client: RestClient; path: string; body: unknown; words: string },
): Promise<CommandResult> => {
  const answer = await settle(step.client, step.path, step.body);
  if (answer.status !== 200 && answer.status !== 201) throw new UnexpectedAnswer(step.words, answer);
  const result = answer.body as CommandResult;
  demoCase.last = result;
  demoCase.say(`${step.words} → ${result.state}  (block ${result.blockNumber}, ${result.transactionId.slice(0, 12)}…)`);
  return result;
};
