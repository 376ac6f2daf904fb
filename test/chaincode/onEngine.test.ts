// SPDX-License-Identifier: Apache-2.0
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { EndorseError } from '@hyperledger/fabric-gateway';
import { peer } from '@hyperledger/fabric-protos';
import { loadFounding, loadTopology, startEmbedded } from '@registry/network';
import type { EmbeddedNetwork } from '@registry/network';
import { digestOf } from '../../chaincode/src/protocol/digest';
import type { JsonInputObject } from '../../chaincode/src/protocol/canonicalJson';
import { RegistryError } from '../../chaincode/src/protocol/errors';
import type { CommandAnswer } from '../../chaincode/src/protocol/schemas/records';
import { aFiling } from '../support/filing';
import { openClient, readPerson } from '../support/ledgerClient';
import type { LedgerClient } from '../support/ledgerClient';
import { straightPath } from '../support/straightPath';

const shipped = loadTopology();
/** Any free port: tests run side by side. */
const topology: typeof shipped = {
  ...shipped,
  organizations: shipped.organizations.map((one) => ({
    ...one,
    peers: one.peers.map((node) => ({ ...node, port: 0 })),
  })),
};
const founding = loadFounding({ topology, testProfiles: ['test-short-periods'] });

/** The chaincode as every peer runs it: compiled, in fabric-shim, endorsed, ordered and validated. */
describe('the chaincode on the embedded network', () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'registry-chaincode-'));
  let network: EmbeddedNetwork;
  const clients = new Map<string, LedgerClient>();
  let keys = 0;

  const clientOf = (name: string): LedgerClient => {
    const user = topology.users.find((one) => one.name === name)!;
    const { mspId } = topology.organizations.find((one) => one.name === user.org)!;
    const connection = network.peers[user.org] ?? network.peers['zhengzhou']!;
    const person = readPerson(dataDir, user.org, name, mspId);
    const client =
      clients.get(name) ??
      openClient({ connection, person, channel: topology.channel, chaincode: topology.chaincode.name });
    clients.set(name, client);
    return client;
  };

  interface Sent {
    readonly answer: CommandAnswer;
    readonly code: number;
  }

  const send = async (name: string, transaction: string, body: JsonInputObject, orgs?: string[]): Promise<Sent> => {
    keys += 1;
    const request = JSON.stringify({ idempotencyKey: `key-${String(keys).padStart(8, '0')}`, ...body });
    const options = { arguments: [request], ...(orgs !== undefined && { endorsingOrganizations: orgs }) };
    const endorsed = await clientOf(name).contract.newProposal(transaction, options).endorse();
    const commit = await endorsed.submit();
    const { code } = await commit.getStatus();
    return { answer: JSON.parse(Buffer.from(endorsed.getResult()).toString('utf8')) as CommandAnswer, code };
  };

  const approve = async (kind: string, content: JsonInputObject, id: JsonInputObject): Promise<void> => {
    await send('supervisor-officer-1', `${kind}:propose`, { [kind]: content });
    await send('supervisor-officer-2', `${kind}:approve`, { ...id, hash: digestOf(content) });
  };

  beforeAll(async () => {
    network = await startEmbedded({ topology, dataDir, chaincodePath: join(__dirname, '..', '..', 'chaincode') });
    const [supervisor, ...others] = founding.institutions;
    await send('supervisor-officer-1', 'institution:found', {
      institution: supervisor!,
      endorsers: founding.endorsers,
    });
    for (const one of others) await approve('institution', one, { uscc: one.uscc });
    for (const one of founding.profiles) await approve('profile', one, { profileId: one.profileId });
  }, 60_000);

  afterAll(async () => {
    for (const client of clients.values()) client.close();
    await network.stop();
    rmSync(dataDir, { recursive: true, force: true });
  });

  it('carries an application to its certificate, each step endorsed and valid', async () => {
    const filing = aFiling({ profileId: 'test-short-periods' });
    const submitted = await send('zhengzhou-applicant-1', 'application:submit', { filing });
    const { caseId } = submitted.answer;
    let last = submitted;
    for (const { user, command, body } of straightPath(filing)) {
      // The test profile's notice runs for two seconds.
      if (command === 'closeNotice') await sleep(2500);
      last = await send(user, `application:${command}`, { caseId, ...body });
      expect([command, last.code]).toEqual([command, peer.TxValidationCode.VALID]);
    }
    expect(last.answer).toMatchObject({ state: 'REGISTERED' });
    const query = JSON.stringify({ number: last.answer.certificateNumber });
    const certificate = await clientOf('court-officer-1').contract.evaluateTransaction('certificate:read', query);
    expect(JSON.parse(Buffer.from(certificate).toString('utf8'))).toMatchObject({ caseId, status: 'VALID' });
  }, 60_000);

  it('keeps a case to the custody of its registry: two others do not suffice', async () => {
    const filing = aFiling({ profileId: 'test-short-periods' });
    const { answer } = await send('zhengzhou-applicant-1', 'application:submit', { filing });
    const [accept] = straightPath(filing);
    const command = { caseId: answer.caseId, ...accept!.body };
    const without = await send(accept!.user, 'application:accept', command, ['GuiyangMSP', 'SupervisorMSP']);
    expect(without.code).toBe(peer.TxValidationCode.ENDORSEMENT_POLICY_FAILURE);
    const withCustodian = await send(accept!.user, 'application:accept', command, ['ZhengzhouMSP', 'SupervisorMSP']);
    expect(withCustodian.code).toBe(peer.TxValidationCode.VALID);
  }, 60_000);

  it('lets the code of a refusal through to the client', async () => {
    const refused = send('zhengzhou-applicant-2', 'application:submit', {
      filing: aFiling({ profileId: 'test-short-periods' }),
    });
    const error: unknown = await refused.catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(EndorseError);
    const message = (error as EndorseError).details[0]?.message.replace(/^chaincode response 500, /, '') ?? '';
    expect(RegistryError.parse(message)?.code).toBe('NOT_A_PARTY');
  }, 60_000);
});
