// SPDX-License-Identifier: Apache-2.0
import { changed, forgeResult, withHeader, type HeaderChange, type TransactionChange } from '../../support/tampered';
import { answerOf, RUN, type Answer } from './answer';
import { statusAnswer, submitted, type Asker } from './asker';

/** Scenarios about transactions as such: duplicates, too few endorsements, tampering on the way. */
export const transactions = {
  dup: async (ask: Asker) => {
    const transaction = await ask.endorse('Put', { args: [`${RUN}d`, '1'] });
    return [await submitted(transaction), await answerOf(() => submitted(transaction))];
  },
  dupProposal: async (ask: Asker) => {
    const proposal = ask.client.contract.newProposal('Put', { arguments: [`${RUN}d2`, '1'] });
    await submitted(await proposal.endorse());
    return [await answerOf(() => proposal.endorse()), await answerOf(() => proposal.evaluate())];
  },
  epFail: async (ask: Asker) => [
    await ask.fate('Put', { args: [`${RUN}ep`, '1'], orgs: ['R1MSP'] }),
    await ask.fate('Put', { args: [`${RUN}ep`, '1'], orgs: ['R2MSP', 'R3MSP'] }),
    await ask.fate('Noop', { orgs: ['R1MSP'] }),
  ],
  tamper: async (ask: Asker) => {
    const header = (change: HeaderChange): Promise<Answer> => answerOf(() => submitChanged(ask, withHeader(change)));
    return [
      await answerOf(() => submitChanged(ask, forgeResult)),
      await header((inner, prepared) => {
        inner.setTxId('a'.repeat(64));
        prepared.setTransactionId(inner.getTxId());
      }),
      await header((inner) => {
        inner.setEpoch(3);
      }),
      await header((inner) => {
        inner.setVersion(3);
      }),
    ];
  },
} as const;

/** Endorses a write, changes the transaction, and signs and submits what came of it. */
async function submitChanged(ask: Asker, change: TransactionChange): Promise<unknown> {
  const transaction = await ask.endorse('Put', { args: [`${RUN}ta`, '1'] });
  const bytes = changed(transaction.getBytes(), change);
  return await statusAnswer(await ask.client.gateway.newTransaction(bytes).submit());
}
