// SPDX-License-Identifier: Apache-2.0
import '../../support/quietChaincode';
import { contracts } from '../../../chaincode/src/index';
import { RegistryError } from '../../../chaincode/src/protocol/errors';
import { BATCH_COMMANDS } from '../../../chaincode/src/protocol/schemas/batch';
import { CASE_COMMANDS } from '../../../chaincode/src/protocol/schemas/commands';
import { OBJECTION_STEPS } from '../../../chaincode/src/protocol/schemas/objectionCommands';
import { creatorNamed } from '../../support/certificates';

interface Response {
  readonly status: number;
  readonly message: string;
  readonly payload?: Uint8Array;
}

interface Described {
  readonly transactions: readonly { readonly name: string; readonly tag: readonly string[] }[];
}

interface Hosted {
  readonly metadata: { readonly contracts: Readonly<Record<string, Described>> };
  readonly Invoke: (stub: unknown) => Promise<Response>;
}

type Chaincode = new (
  contracts: unknown,
  serializers: unknown,
  metadata: unknown,
  title: string,
  version: string,
) => Hosted;

// The class by which fabric-shim itself hosts contracts: it has neither types nor a public door.
const ChaincodeFromContract = jest.requireActual<Chaincode>('fabric-shim/lib/contract-spi/chaincodefromcontract');
const { JSONSerializer } = jest.requireActual<{ JSONSerializer: unknown }>('fabric-contract-api');
const serializers = { transaction: 'jsonSerializer', serializers: { jsonSerializer: JSONSerializer } };
const hosted = new ChaincodeFromContract([...contracts], serializers, {}, 'registry', '0.1.0');

const invoke = async (...args: string[]): Promise<Response> => {
  const creator = await creatorNamed('zhengzhou-applicant-1');
  return hosted.Invoke({
    getBufferArgs: () => args.map((arg) => Buffer.from(arg)),
    getFunctionAndParameters: () => ({ fcn: args[0], params: args.slice(1) }),
    getTxID: () => 'a'.repeat(64),
    getChannelID: () => 'registry',
    getCreator: () => creator,
    getTxTimestamp: () => ({ seconds: { toNumber: () => Math.floor(Date.now() / 1000) }, nanos: 0 }),
    getState: (key: string) => Promise.resolve(Buffer.from(key.includes('zhengzhou-2024') ? '{"kind":"profile"}' : '')),
  });
};
const codeOf = ({ status, message }: Response): unknown => [status, RegistryError.parse(message)?.code];

/** The others are given at an objection's own contract. */
const PREPARATIONS = ['prepareGrant', 'prepareGrantBatch'];
const ON_CASES = CASE_COMMANDS.filter((name) => !(OBJECTION_STEPS as readonly string[]).includes(name));

describe('the chaincode, hosted by fabric-shim', () => {
  it('has a transaction for every command, and evaluates where nothing is written', () => {
    const names = (contract: string): string[] =>
      hosted.metadata.contracts[contract]!.transactions.map(({ name }) => name).sort();
    expect(Object.keys(hosted.metadata.contracts).sort()).toEqual(
      [
        'application',
        'beacon',
        'calendar',
        'certificate',
        'endorser',
        'institution',
        'interference',
        'objection',
        'org.hyperledger.fabric',
        'profile',
        'recognition',
        'service',
        'trustList',
      ].sort(),
    );
    expect(names('application')).toEqual([...ON_CASES, ...BATCH_COMMANDS, ...PREPARATIONS, 'read'].sort());
    expect(names('objection')).toEqual([...OBJECTION_STEPS, 'read'].sort());
    expect(names('institution')).toEqual(['approve', 'found', 'propose', 'putKeys', 'read', 'revokeKeys']);
    expect(names('profile')).toEqual(['approve', 'propose', 'read']);
    expect(names('service')).toEqual(['acknowledge', 'read', 'serve', 'serveBatch']);
    expect(names('calendar')).toEqual(['approve', 'propose', 'read']);
    expect(names('trustList')).toEqual(['approve', 'propose', 'read']);
    expect(names('recognition')).toEqual(['appeal', 'decide', 'decideAppeal', 'follow', 'read', 'request', 'verify']);
    expect(names('certificate')).toEqual(['read', 'restore', 'revoke', 'suspend']);
    const tags = hosted.metadata.contracts['application']!.transactions.map(({ name, tag }) => [
      name,
      tag.includes('submitTx'),
    ]);
    expect(Object.fromEntries(tags)).toEqual({
      ...Object.fromEntries([...ON_CASES, ...BATCH_COMMANDS].map((name) => [name, true])),
      ...Object.fromEntries([...PREPARATIONS, 'read'].map((name) => [name, false])),
    });
  });

  it('answers with the canonical JSON itself, not with a JSON string of it', async () => {
    const { status, payload } = await invoke('profile:read', '{"profileId":"zhengzhou-2024"}');
    expect([status, Buffer.from(payload ?? []).toString()]).toEqual([200, '{"kind":"profile"}']);
  });

  it('lets out a refusal as its code and details, and nothing of an error that it did not foresee but its reason', async () => {
    expect(codeOf(await invoke('profile:read', '{"profileId":"none-2026"}'))).toEqual([500, 'NOT_FOUND']);
    expect(codeOf(await invoke('profile:read', '{'))).toEqual([500, 'INVALID_JSON']);
    expect(codeOf(await invoke('application:delete', '{}'))).toEqual([500, 'UNKNOWN_TRANSACTION']);
    expect(codeOf(await invoke('application:aroundTransaction', '{}'))).toEqual([500, 'UNKNOWN_TRANSACTION']);
    expect(codeOf(await invoke('application:constructor', '{}'))).toEqual([500, 'UNKNOWN_TRANSACTION']);
  });

  it('takes one argument, no more and no less', async () => {
    expect((await invoke('profile:read')).message).toContain('Expected 1 parameters');
    expect((await invoke('profile:read', '{}', '{}')).status).toBe(500);
  });
});
