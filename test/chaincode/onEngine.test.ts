// SPDX-License-Identifier: Apache-2.0
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { EndorseError } from '@hyperledger/fabric-gateway';
import { peer } from '@hyperledger/fabric-protos';
import { loadFounding, loadTopology, startEmbedded } from '@registry/network';
import type { EmbeddedNetwork } from '@registry/network';
import type { JsonInputObject } from '../../chaincode/src/protocol/canonicalJson';
import { RegistryError } from '../../chaincode/src/protocol/errors';
import { aFiling } from '../support/filing';
import { newRegisterClients, type RegisterClients, type Sent } from '../support/registerClients';
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
  let clients: RegisterClients;

  beforeAll(async () => {
    network = await startEmbedded({ topology, dataDir, chaincodePath: join(__dirname, '..', '..', 'chaincode') });
    clients = newRegisterClients({ topology, dataDir, peers: network.peers, asksForTls: false });
    await clients.found(founding);
  }, 60_000);

  afterAll(async () => {
    clients.close();
    await network.stop();
    rmSync(dataDir, { recursive: true, force: true });
  });

  const send = (by: string, transaction: string, body: JsonInputObject, orgs?: string[]): Promise<Sent> =>
    clients.send({ by, transaction, body, ...(orgs && { orgs }) });

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
    const request = { number: last.answer.certificateNumber! };
    const certificate = await clients.evaluate('court-officer-1', 'certificate:read', request);
    expect(certificate).toMatchObject({ caseId, status: 'VALID' });
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
