// SPDX-License-Identifier: Apache-2.0
import { common, ledger, msp, peer } from '@hyperledger/fabric-protos';
import { eventKey, recordKey, serialKey } from '../../../chaincode/src/ledger/keys';
import type { Custody, LeftOut } from '../../../gateway/src/ledger/custody';
import { decodeTransaction } from '../../../gateway/src/ledger/fabricGateway/transactionDecoder';
import type { CommittedTransaction } from '../../../gateway/src/ledger/port';
import { custodyOf, newEndorser, type Endorser } from '../../support/endorsers';

const CASE = '411-01M86VR3ZJDJ7KD4XE15D56BWA';
const NUMBER = 'SJ4112026110001';
const [ZHENGZHOU, GUIYANG, SUPERVISOR] = ['91410100DEM0DJ412Y', '91520100DEM0DJ5270', '11410000DEM0GL414X'] as const;
const registry = { uscc: ZHENGZHOU, mspId: 'ZhengzhouMSP' };
const theCase = { kind: 'case', caseId: CASE, registry, certificateNumber: NUMBER };
const theCertificate = { kind: 'certificate', number: NUMBER, caseId: CASE, eventSeq: 1, registry };
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

const payloadOf = (action: peer.ChaincodeAction, endorsers: readonly Endorser[]): Uint8Array => {
  const response = new peer.ProposalResponsePayload();
  response.setExtension$(action.serializeBinary());
  const endorsed = new peer.ChaincodeEndorsedAction();
  endorsed.setProposalResponsePayload(response.serializeBinary());
  endorsed.setEndorsementsList(endorsers.map((endorse) => endorse(response.serializeBinary())));
  const actionPayload = new peer.ChaincodeActionPayload();
  actionPayload.setAction(endorsed);
  const transaction = new peer.Transaction();
  transaction.addActions().setPayload(actionPayload.serializeBinary());
  return transaction.serializeBinary();
};

let custody: Custody;
let zhengzhou: Endorser;
let guiyang: Endorser;
let supervisor: Endorser;
let leftOut: LeftOut[] = [];
beforeAll(async () => {
  custody = await custodyOf({ [ZHENGZHOU]: 'ZhengzhouMSP', [GUIYANG]: 'GuiyangMSP', [SUPERVISOR]: 'SupervisorMSP' });
  [zhengzhou, guiyang, supervisor] = await Promise.all([
    newEndorser('ZhengzhouMSP'),
    newEndorser('GuiyangMSP'),
    newEndorser('SupervisorMSP'),
  ]);
});
beforeEach(() => {
  leftOut = [];
});

interface Attempt {
  readonly writes: Writes;
  readonly events?: readonly object[];
  readonly namespace?: string;
  readonly endorsers?: readonly Endorser[];
}

const envelopeOf = (action: peer.ChaincodeAction, endorsers: readonly Endorser[]): Uint8Array => {
  const channelHeader = new common.ChannelHeader();
  channelHeader.setType(common.HeaderType.ENDORSER_TRANSACTION);
  channelHeader.setTxId('ab');
  const header = new common.Header();
  header.setChannelHeader(channelHeader.serializeBinary());
  const payload = new common.Payload();
  payload.setHeader(header);
  payload.setData(payloadOf(action, endorsers));
  const envelope = new common.Envelope();
  envelope.setPayload(payload.serializeBinary());
  return envelope.serializeBinary();
};

const attempted = ({ writes, events = [], namespace = 'registry', endorsers }: Attempt): CommittedTransaction => {
  const action = new peer.ChaincodeAction();
  action.setResults(resultsOf(namespace, writes));
  action.setEvents(eventOf(events));
  return decodeTransaction({
    envelope: envelopeOf(action, endorsers ?? [zhengzhou, guiyang]),
    index: 0,
    validationCode: 'VALID',
    reading: { chaincode: 'registry', custody, onLeftOut: (left) => leftOut.push(left) },
  });
};

const committed = (writes: Writes, events: readonly object[] = [], namespace = 'registry'): CommittedTransaction =>
  attempted({ writes, events, namespace });

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

describe('A record that two organizations write without the third', () => {
  const filing: Writes = [[recordKey('case', CASE), theCase]];
  const doubted = (attempt: Omit<Attempt, 'events'>): unknown => {
    expect(attempted({ ...attempt, events: [ofCase, ofCertificate] })).toMatchObject({ records: [], events: [] });
    return leftOut;
  };
  const left = (reason: string, recordType = 'case', recordId = CASE): object[] => [
    { transactionId: 'ab', recordType, recordId, reason },
  ];

  it('is not believed, and those who watch are told', () => {
    expect(doubted({ writes: filing, endorsers: [guiyang, supervisor] })).toEqual(left('CUSTODIAN_DID_NOT_ENDORSE'));
  });

  it('is believed where a peer of its custodian signed it', () => {
    expect(attempted({ writes: filing, endorsers: [supervisor, zhengzhou] }).records).toEqual([theCase]);
    expect(leftOut).toEqual([]);
  });

  it.each([
    ['was signed by a person of the custodian', () => newEndorser('ZhengzhouMSP', 'client')],
    [
      'was signed in the custodian’s name under another authority',
      () => newEndorser('GuiyangMSP', 'peer', 'ZhengzhouMSP'),
    ],
    [
      'bears a signature of the custodian’s peer over something else',
      () => Promise.resolve<Endorser>(() => zhengzhou(Buffer.from('something else'))),
    ],
    [
      'bears bytes that are no certificate',
      () =>
        Promise.resolve<Endorser>(() => {
          const identity = new msp.SerializedIdentity();
          identity.setMspid('ZhengzhouMSP');
          const endorsement = new peer.Endorsement();
          endorsement.setEndorser(identity.serializeBinary());
          return endorsement;
        }),
    ],
  ] as [string, () => Promise<Endorser>][])('is not believed where it %s', async (_what, forged) => {
    const endorsers = [guiyang, supervisor, await forged()];
    expect(doubted({ writes: filing, endorsers })).toEqual(left('CUSTODIAN_DID_NOT_ENDORSE'));
  });

  it('is not believed where it names one of them as the custodian of the third’s institution', () => {
    const foreign = { ...theCase, registry: { uscc: ZHENGZHOU, mspId: 'GuiyangMSP' } };
    const writes: Writes = [[recordKey('case', CASE), foreign]];
    expect(doubted({ writes, endorsers: [guiyang, supervisor] })).toEqual(left('FOREIGN_CUSTODIAN'));
  });

  it.each([
    ['alone', []],
    ['beside a case that names no certificate', [[recordKey('case', CASE), { ...theCase, certificateNumber: '' }]]],
  ] as [string, Writes][])('is not believed where it is a first certificate %s', (_what, others) => {
    const { records } = attempted({ writes: [...others, [recordKey('certificate', NUMBER), theCertificate]] });
    expect(records.map(({ kind }) => kind)).toEqual(others.map(() => 'case'));
    expect(leftOut).toEqual(left('CERTIFICATE_WITHOUT_CASE', 'certificate', NUMBER));
  });
});
