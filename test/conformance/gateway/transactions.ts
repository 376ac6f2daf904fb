// SPDX-License-Identifier: Apache-2.0
import { common, gateway, peer } from '@hyperledger/fabric-protos';
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
    const header = (change: HeaderChange): Promise<Answer> =>
      answerOf(() =>
        submitChanged(ask, (payload, prepared) => {
          const outer = payload.getHeader() ?? new common.Header();
          const inner = common.ChannelHeader.deserializeBinary(outer.getChannelHeader_asU8());
          change(inner, prepared);
          outer.setChannelHeader(inner.serializeBinary());
        }),
      );
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

type HeaderChange = (header: common.ChannelHeader, prepared: gateway.PreparedTransaction) => void;
type Change = (payload: common.Payload, prepared: gateway.PreparedTransaction) => void;

/** Endorses a write, changes the transaction, and signs and submits what came of it. */
async function submitChanged(ask: Asker, change: Change): Promise<unknown> {
  const transaction = await ask.endorse('Put', { args: [`${RUN}ta`, '1'] });
  const prepared = gateway.PreparedTransaction.deserializeBinary(transaction.getBytes());
  const envelope = prepared.getEnvelope() ?? new common.Envelope();
  const payload = common.Payload.deserializeBinary(envelope.getPayload_asU8());
  change(payload, prepared);
  envelope.setPayload(payload.serializeBinary());
  envelope.setSignature('');
  return await statusAnswer(await ask.client.gateway.newTransaction(prepared.serializeBinary()).submit());
}

/** Another result than the one that was endorsed. */
function forgeResult(payload: common.Payload): void {
  const transaction = peer.Transaction.deserializeBinary(payload.getData_asU8());
  const [action] = transaction.getActionsList();
  if (action === undefined) throw new Error('the transaction has no action');
  const actionPayload = peer.ChaincodeActionPayload.deserializeBinary(action.getPayload_asU8());
  const endorsed = actionPayload.getAction() ?? new peer.ChaincodeEndorsedAction();
  const response = peer.ProposalResponsePayload.deserializeBinary(endorsed.getProposalResponsePayload_asU8());
  const result = peer.ChaincodeAction.deserializeBinary(response.getExtension_asU8());
  result.getResponse()?.setPayload(Buffer.from('evil'));
  response.setExtension$(result.serializeBinary());
  endorsed.setProposalResponsePayload(response.serializeBinary());
  action.setPayload(actionPayload.serializeBinary());
  payload.setData(transaction.serializeBinary());
}
