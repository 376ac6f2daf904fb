// SPDX-License-Identifier: Apache-2.0
import { gateway, msp } from '@hyperledger/fabric-protos';
import { CHANNEL, ENDORSERS } from '../../support/engine';
import { nativeSigner } from '../../support/ledgerClient';
import { answerOf, normalized, RUN, textOf } from './answer';
import { submitted, type Asker } from './asker';

/** Scenarios about single calls: results, chaincode errors, unknown names, wrong signatures. */
export const calls = {
  create: async (ask: Asker) => [
    await answerOf(async () => normalized(textOf(await ask.submit('Create', `${RUN}a`, '{"x":1}')))),
    await answerOf(() => ask.evaluate('Read', `${RUN}a`)),
    await answerOf(() => ask.submit('Create', `${RUN}a`, '{}')),
  ],
  failEval: async (ask: Asker) => [
    await answerOf(() => ask.evaluate('Fail', 'boom ü')),
    await answerOf(() => ask.evaluate('Nope')),
    await answerOf(() => ask.evaluate('Read')),
  ],
  failSubmit: async (ask: Asker) => [
    await answerOf(() => ask.submit('Fail', 'boom')),
    await answerOf(() => ask.endorse('Fail', { args: ['boom2'], orgs: ENDORSERS })),
  ],
  noCC: async (ask: Asker) => {
    const missing = ask.client.network.getContract('nocc');
    return [
      await answerOf(() => missing.evaluateTransaction('x')),
      await answerOf(() => missing.submitTransaction('x')),
    ];
  },
  noChan: async (ask: Asker) => {
    const missing = ask.client.gateway.getNetwork('nochan').getContract('kv');
    return [
      await answerOf(() => missing.evaluateTransaction('x')),
      await answerOf(() => missing.submitTransaction('x')),
    ];
  },
  noOrg: async ({ client: { contract } }: Asker) => [
    await answerOf(() => contract.submit('Noop', { endorsingOrganizations: ['NoMSP'] })),
    await answerOf(() => contract.evaluate('Noop', { endorsingOrganizations: ['NoMSP'] })),
  ],
  misc: async (ask: Asker) => {
    const { contract } = ask.client;
    return [
      await answerOf(() => ask.evaluate('Who')),
      await answerOf(() => contract.evaluate('Transient', { transientData: { a: 'b', c: 'd' } })),
      await answerOf(() => contract.submit('Transient', { transientData: { a: 'b' } })),
      await answerOf(() => ask.evaluate('Call', 'kv', 'Read', `${RUN}a`)),
      await answerOf(() => ask.evaluate('Call', 'zz', 'Read', 'q')),
      await answerOf(() => ask.evaluate('RichQuery', '{}')),
      await answerOf(() => ask.submit('EmptyKey')),
    ];
  },
  nonDet: async (ask: Asker) => [
    await answerOf(() => ask.submit('Differ', `${RUN}nd`)),
    await answerOf(() => ask.endorse('Differ', { args: [`${RUN}nd`], orgs: ENDORSERS })),
  ],
  status: async (ask: Asker) => {
    const person = ask.person(1);
    const identity = new msp.SerializedIdentity();
    identity.setMspid(person.mspId);
    identity.setIdBytes(person.certificate);
    const request = new gateway.CommitStatusRequest();
    request.setChannelId(CHANNEL);
    request.setTransactionId('f'.repeat(64));
    request.setIdentity(identity.serializeBinary());
    const signed = new gateway.SignedCommitStatusRequest();
    signed.setRequest(request.serializeBinary());
    const commit = ask.client.gateway.newCommit(signed.serializeBinary());
    return [await answerOf(() => commit.getStatus({ deadline: Date.now() + 700 }))];
  },
  badSig: async (ask: Asker) => {
    const other = ask.as({ ...ask.person(1), key: ask.person(2).key });
    const foreignSignature = await nativeSigner(ask.person(2).key)(Buffer.from('x'));
    const submitWith = async (signature: Uint8Array): Promise<unknown> => {
      const transaction = await ask.endorse('Put', { args: [`${RUN}bs`, '1'] });
      return await submitted(ask.client.gateway.newSignedTransaction(transaction.getBytes(), signature));
    };
    return [
      await answerOf(() => other.evaluate('Noop')),
      await answerOf(() => other.submit('Noop')),
      await answerOf(() => submitWith(foreignSignature)),
      await answerOf(() => submitWith(Buffer.from('junk'))),
      await answerOf(() => statusWithJunk(ask)),
      await answerOf(() => firstOf(other.client.network.getChaincodeEvents('kv'))),
      await answerOf(() => firstOf(other.client.network.getBlockEvents({ startBlock: 0n }))),
    ];
  },
  foreign: async (ask: Asker) => {
    const claimed = ask.as({ ...ask.person(2), mspId: 'R1MSP' });
    const unknown = ask.as({ ...ask.person(1), mspId: 'ZMSP' });
    const guest = ask.as(ask.person(2));
    return [
      await answerOf(() => claimed.evaluate('Noop')),
      await answerOf(() => unknown.evaluate('Noop')),
      await answerOf(() => guest.evaluate('Noop')),
      await answerOf(() => claimed.submit('Noop')),
    ];
  },
} as const;

async function statusWithJunk(ask: Asker): Promise<unknown> {
  const commit = await (await ask.endorse('Put', { args: [`${RUN}bs`, '1'] })).submit();
  return await ask.client.gateway.newSignedCommit(commit.getBytes(), Buffer.from('junk')).getStatus();
}

async function firstOf<T>(events: Promise<AsyncIterable<T>>): Promise<unknown> {
  for await (const event of await events) return event;
  return 'ended';
}
