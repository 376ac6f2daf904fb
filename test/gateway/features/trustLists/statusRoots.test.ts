// SPDX-License-Identifier: Apache-2.0
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { secondsOf, type CertificateStatement, type StatusRoot } from '@registry/chaincode/protocol';
import { EvmChain } from '../../../../scripts/src/evm/chain';
import { compileVerifier } from '../../../../scripts/src/evm/compile';
import { DeployedVerifier } from '../../../../scripts/src/evm/verifier';
import type { ShownCertificate, StatusEndorsement } from '../../../../scripts/src/evm/shown';
import type { LedgerPort } from '../../../../gateway/src/ledger/port';
import { newKeyKeeping } from '../../../../scripts/src/trust/keeping';
import { publishTrustList } from '../../../../scripts/src/trust/publish';
import { StatusTree } from '../../../../gateway/src/trust/statusTree';
import { databaseKinds } from '../../../support/databases';
import { ZHENGZHOU } from '../../../support/filing';
import { bodyOf, newGatewayBed } from '../../../support/gatewayBed';
import type { GatewayBed } from '../../../support/gatewayBed';
import { carryToNotice, fileApplication, give } from '../../../support/gatewayJourney';
import { aSigner, aTrustList, listed, PLACE, signatureFor } from '../../../support/trustLists';
import type { InstitutionRecord } from '../../../../chaincode/src/protocol/schemas/records';
import { newPrivateKeys, publicKeysOf } from '../../../../gateway/src/signing/privateKeys';
import { callerNamed } from '../../../support/callers';
import { addressOf } from '../../../../chaincode/src/protocol/typedData/recoverKey';

type RootView = StatusRoot & { readonly domainSalt: string; readonly endorsement?: StatusEndorsement };
interface Proof {
  readonly statement: CertificateStatement;
  readonly keys: number;
  readonly eip712: string;
  readonly status: ShownCertificate['status'];
  readonly statusRoot: RootView;
}

describe.each(databaseKinds())('the status root on $name', (kind) => {
  let bed: GatewayBed;
  const numbers: string[] = [];
  const grantOne = async (): Promise<string> => {
    const filed = await fileApplication(bed);
    await carryToNotice(bed, filed);
    bed.pass(3_000);
    const { caseId } = filed;
    await give(bed, { by: 'zhengzhou-decider-1', caseId, command: 'closeNotice' });
    const answer = await give(bed, { by: 'zhengzhou-decider-2', caseId, command: 'grant' });
    return answer['certificateNumber'] as string;
  };
  const read = async <T>(path: string): Promise<T> => bodyOf<T>(await bed.anonymous(path));
  const root = (query = ''): Promise<RootView> => read<RootView>(`/status-roots/current${query}`);

  beforeAll(async () => {
    bed = await newGatewayBed(await kind.openMigrated());
  }, 60_000);
  afterAll(async () => {
    await bed.close();
    await kind.close();
  });

  it('is that of an empty tree, and signed by nobody, before there is a certificate', async () => {
    const empty = await root();
    expect(empty).toMatchObject({ ...PLACE, size: 0, height: 0 });
    expect(empty.root).toBe('e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855');
    expect(empty).not.toHaveProperty('endorsement');
  });

  it('grows with the certificates, and is found by everybody who has the same blocks', async () => {
    for (let one = 0; one < 3; one += 1) numbers.push(await grantOne());
    const own = await root();
    expect(own).toMatchObject({ size: 3, endorsement: { registry: ZHENGZHOU, keys: 1 } });
    const elsewhere = new StatusTree(bed.database);
    const [first, second] = await Promise.all([elsewhere.follow(), elsewhere.follow()]);
    expect(first.root()).toEqual({ root: own.root, size: own.size, height: own.height });
    expect(second.place('SJ4112026099999')).toBeUndefined();
  });

  it('is asked for with an instant of the last two minutes, so that several sign one root', async () => {
    const at = new Date(bed.ledger.now() - 60_000).toISOString();
    expect(await root(`?at=${at}`)).toMatchObject({ at });
    for (const ms of [-121_000, 60_000]) {
      const wrong = new Date(bed.ledger.now() + ms).toISOString();
      expect(await root(`?at=${wrong}`)).toMatchObject({ status: 400, problems: [{ path: '/at' }] });
    }
    expect((await bed.anonymous('/certificates/SJ4112026099999/evm-proof')).status).toBe(404);
  });

  it('lets a certificate be checked on an EVM chain with what a gateway answers, and with nothing else', async () => {
    const identity = (await callerNamed('zhengzhou-decider-1')).identity;
    const asked = { identity, contract: 'institution', transaction: 'read', request: { uscc: ZHENGZHOU } };
    const { certificateKeys } = (await bed.ledger.evaluate(asked)) as unknown as InstitutionRecord;
    const proof = await read<Proof>(`/certificates/${numbers[1]!}/evm-proof`);
    const supervisor = aSigner();
    const now = secondsOf(proof.statusRoot.at) + 1;
    const chain = await EvmChain.open(() => now);
    const verifier = await DeployedVerifier.deploy(chain, compileVerifier(), {
      place: PLACE,
      supervisor: addressOf(supervisor.set.keys.secp256k1),
    });
    const list = aTrustList(supervisor, {
      institutions: [listed(ZHENGZHOU, certificateKeys!)],
      issuedAt: proof.statusRoot.at,
      nextUpdate: '2999-01-01T00:00:00.000Z',
    });
    await verifier.publishTrustList(list, signatureFor(list, supervisor));
    const { endorsement, ...status } = proof.statusRoot;
    expect(await verifier.publishStatusRoot(status, [endorsement!])).not.toHaveProperty('refusal');
    const { statement, keys, eip712 } = proof;
    const shown = { place: PLACE, statement, keys, eip712, status: proof.status };
    expect(await verifier.verify(shown)).toMatchObject({ code: 'VALID' });
    const other = await read<Proof>(`/certificates/${numbers[2]!}/evm-proof`);
    expect(await verifier.verify({ ...shown, status: other.status })).toMatchObject({ code: 'STATUS_NOT_PROVEN' });
  }, 60_000);

  it('stands beside what the trust list of the day says of the registry', async () => {
    const [proposer, approver] = [await callerNamed('supervisor-officer-1'), await callerNamed('supervisor-officer-2')];
    const folder = mkdtempSync(join(tmpdir(), 'registry-trust-'));
    const judged = (query = ''): Promise<unknown> => read<unknown>(`/certificates/${numbers[0]!}/trust${query}`);
    // Every certificate so far is older than the first list.
    expect(await judged()).toMatchObject({ isTrusted: false, refusal: 'LIST_NONE_ON_THE_DAY' });
    const publishing = {
      ...{
        ledger: bed.ledger as LedgerPort,
        keeping: newKeyKeeping(join(folder, 'keys'), join(folder, 'kek')),
        channel: 'registry',
      },
      officers: { proposer: proposer.identity, approver: approver.identity },
      ...{ supervisor: PLACE.register, institutions: [ZHENGZHOU], now: () => bed.ledger.now() },
    };
    await publishTrustList(publishing);
    const number = await grantOne();
    const path = `/certificates/${number}/trust`;
    const ofDay = { isTrusted: true, trustList: 1, institution: { uscc: ZHENGZHOU } };
    expect(await read(path)).toMatchObject(ofDay);
    expect(await read(`${path}?purpose=PLEDGE&region=410105`)).toMatchObject(ofDay);
    expect(await read(`${path}?region=520100`)).toMatchObject({ refusal: 'REGION_OUT_OF_SCOPE' });
    expect(await read(`${path}?region=999999`)).toMatchObject({ status: 400 });
    bed.pass(60_000);
    await publishTrustList(publishing);
    await bed.projector.waitFor((await bed.ledger.height()) - 1, 10_000);
    expect(await read('/trust-lists/current')).toMatchObject({ list: { version: 2 } });
    expect(await read(path)).toMatchObject(ofDay);
    expect((await bed.anonymous('/certificates/SJ4112026099999/trust')).status).toBe(404);
    rmSync(folder, { recursive: true });
  }, 60_000);

  it('is not signed by a gateway that has not read all that the ledger has', async () => {
    await bed.projector.stop();
    const identity = (await callerNamed('zhengzhou-clock')).identity;
    const keys = publicKeysOf(newPrivateKeys());
    const request = { idempotencyKey: 'keys-meanwhile', uscc: ZHENGZHOU, keys };
    await bed.ledger.submit({ identity, contract: 'institution', transaction: 'putKeys', request });
    for (const path of ['/status-roots/current', `/certificates/${numbers[0]!}/evm-proof`]) {
      expect(await read(path)).toMatchObject({ status: 503, code: 'LEDGER_UNAVAILABLE' });
    }
    await bed.projector.start();
    // The private parts of the newest set are elsewhere.
    expect(await root()).not.toHaveProperty('endorsement');
  });

  it('is signed with no key that was revoked', async () => {
    await bed.keys.putNext();
    expect(await root()).toMatchObject({ endorsement: { registry: ZHENGZHOU, keys: 3 } });
    const identity = (await callerNamed('supervisor-officer-1')).identity;
    const request = { idempotencyKey: 'revoke-for-roots', uscc: ZHENGZHOU, version: 3, reasonCode: 'KR-COMPROMISED' };
    await bed.ledger.submit({ identity, contract: 'institution', transaction: 'revokeKeys', request });
    expect(await root()).not.toHaveProperty('endorsement');
  });
});
