// SPDX-License-Identifier: Apache-2.0
import { common, ledger, peer } from '@hyperledger/fabric-protos';
import { eventKey, recordKey, serialKey } from '../../../chaincode/src/ledger/keys';
import { decodeTransaction } from '../../../gateway/src/ledger/fabricGateway/transactionDecoder';
import type { CommittedTransaction } from '../../../gateway/src/ledger/port';

const CASE = '411-01M86VR3ZJDJ7KD4XE15D56BWA';
const NUMBER = 'SJ4112026110001';
const theCase = { kind: 'case', caseId: CASE };
const theCertificate = { kind: 'certificate', number: NUMBER };
const ofCase = { recordType: 'case', recordId: CASE };
const ofCertificate = { recordType: 'certificate', recordId: NUMBER };

type Writes = readonly (readonly [key: string, value: unknown])[];

const json = (value: unknown): Uint8Array => Buffer.from(JSON.stringify(value));

const resultsOf = (namespace: string, writes: Writes): Uint8Array => {
  const set = new ledger.rwset.kvrwset.KVRWSet();
  for (const [key, value] of writes) {
    const write = set.addWrites();
    write.setKey(key);
    write.setIsDelete(value === undefined);
    write.setValue(value === undefined ? new Uint8Array() : json(value));
  }
  const results = new ledger.rwset.TxReadWriteSet();
  const own = results.addNsRwset();
  own.setNamespace(namespace);
  own.setRwset(set.serializeBinary());
  return results.serializeBinary();
};

const eventOf = (events: readonly object[]): Uint8Array => {
  const event = new peer.ChaincodeEvent();
  event.setChaincodeId('registry');
  event.setEventName('registry');
  event.setPayload(json({ events }));
  return event.serializeBinary();
};

const payloadOf = (action: peer.ChaincodeAction): Uint8Array => {
  const response = new peer.ProposalResponsePayload();
  response.setExtension$(action.serializeBinary());
  const endorsed = new peer.ChaincodeEndorsedAction();
  endorsed.setProposalResponsePayload(response.serializeBinary());
  const actionPayload = new peer.ChaincodeActionPayload();
  actionPayload.setAction(endorsed);
  const transaction = new peer.Transaction();
  transaction.addActions().setPayload(actionPayload.serializeBinary());
  return transaction.serializeBinary();
};

const committed = (writes: Writes, events: readonly object[] = [], namespace = 'registry'): CommittedTransaction => {
  const action = new peer.ChaincodeAction();
  action.setResults(resultsOf(namespace, writes));
  action.setEvents(eventOf(events));
  const channelHeader = new common.ChannelHeader();
  channelHeader.setType(common.HeaderType.ENDORSER_TRANSACTION);
  const header = new common.Header();
  header.setChannelHeader(channelHeader.serializeBinary());
  const payload = new common.Payload();
  payload.setHeader(header);
  payload.setData(payloadOf(action));
  const envelope = new common.Envelope();
  envelope.setPayload(payload.serializeBinary());
  return decodeTransaction({
    envelope: envelope.serializeBinary(),
    index: 0,
    validationCode: 'VALID',
    chaincode: 'registry',
  });
};

describe('A transaction of the register', () => {
  it('is read as the records under their own keys, and the events of these', () => {
    const { records, events } = committed(
      [
        [recordKey('case', CASE), theCase],
        [recordKey('certificate', NUMBER), theCertificate],
        [eventKey('case', CASE, 1), { kind: 'event', ...ofCase }],
        [serialKey('411', '202611'), { kind: 'serial', last: 1 }],
      ],
      [ofCase, ofCertificate],
    );
    expect(records).toEqual([theCase, theCertificate]);
    expect(events).toEqual([ofCase, ofCertificate]);
  });

  it.each([
    ['a key of no record', 'anything'],
    ['the key of another case', recordKey('case', '521-01M86VR3ZJDJ7KD4XE15D56BWA')],
    ['the key of another kind', recordKey('certificate', NUMBER)],
    ['the key of an event', eventKey('case', CASE, 1)],
    ['a longer key', `${recordKey('case', CASE)}more`],
  ])('tells nothing of a case whose value stands under %s', (_what, key) => {
    const { records, events } = committed([[key, theCase]], [ofCase]);
    expect(records).toEqual([]);
    expect(events).toEqual([]);
  });

  it('tells nothing of a record that is deleted, is of no kind, or belongs to another chaincode', () => {
    const key = recordKey('case', CASE);
    for (const value of [undefined, null, 'case', [theCase], { caseId: CASE }]) {
      expect(committed([[key, value]]).records).toEqual([]);
    }
    expect(committed([[key, theCase]], [ofCase], 'other')).toMatchObject({ records: [], events: [] });
  });

  it('leaves out the event of a record that it did not write', () => {
    const { events } = committed([[recordKey('case', CASE), theCase]], [ofCase, ofCertificate]);
    expect(events).toEqual([ofCase]);
  });
});
