// SPDX-License-Identifier: Apache-2.0
import { randomBytes, randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import express from 'express';
import type { Express } from 'express';
import pino from 'pino';
import { Registry } from 'prom-client';
import request from 'supertest';
import type { Response } from 'supertest';
import type { Database } from '../../gateway/src/database/openDatabase';
import { batchFilingOperations, batchGrantOperations } from '../../gateway/src/features/applications/batch/operations';
import { draftOperations } from '../../gateway/src/features/applications/drafts/operations';
import { applicationOperations } from '../../gateway/src/features/applications/operations';
import { Courier } from '../../gateway/src/correspondence/courier';
import { newServing } from '../../gateway/src/correspondence/serve';
import { newCredentials } from '../../gateway/src/credentials/credentials';
import type { Credentials } from '../../gateway/src/credentials/credentials';
import { didOf } from '../../gateway/src/credentials/issuer';
import { calendarOperations } from '../../gateway/src/features/calendars/operations';
import { certificateOperations } from '../../gateway/src/features/certificates/operations';
import { verifyOperation } from '../../gateway/src/features/certificates/verify';
import { drawOperations } from '../../gateway/src/features/draws/operations';
import { interferenceOperations } from '../../gateway/src/features/interference/operations';
import { sightOfCase } from '../../gateway/src/features/applications/seeCase';
import { inboxOperations } from '../../gateway/src/features/inbox/operations';
import { institutionOperations } from '../../gateway/src/features/institutions/operations';
import { noticeOperations } from '../../gateway/src/features/notices/operations';
import { findDocuments } from '../../gateway/src/features/applications/documents';
import { mayNameMaterials } from '../../gateway/src/features/applications/materialAccess';
import { objectionOperations } from '../../gateway/src/features/objections/operations';
import { profileOperations } from '../../gateway/src/features/profiles/operations';
import { recognitionOperations } from '../../gateway/src/features/recognitions/operations';
import { recognitionQueryOperations } from '../../gateway/src/features/recognitions/query';
import { statusListOperations } from '../../gateway/src/features/statusLists/operations';
import { statusRootOperations } from '../../gateway/src/features/statusRoots/operations';
import { trustListOperations } from '../../gateway/src/features/trustLists/operations';
import { readForeignFindings } from '../../gateway/src/platforms/foreignFindings';
import { answerNotFound, answerProblems } from '../../gateway/src/http/answerProblems';
import { authenticate } from '../../gateway/src/http/authenticate';
import { readJson } from '../../gateway/src/http/body';
import type { Caller } from '../../gateway/src/http/requestContext';
import { newProjectionMetrics } from '../../gateway/src/projections/metrics';
import { Projector } from '../../gateway/src/projections/projector';
import { newRouter } from '../../gateway/src/routing/newRouter';
import type { RoutedOperation } from '../../gateway/src/routing/operation';
import type { Sealing } from '../../gateway/src/sealing/port';
import { newSealing } from '../../gateway/src/sealing/sealing';
import { RegistryKeys } from '../../gateway/src/signing/registryKeys';
import { newSketchKey } from '../../gateway/src/sketch/sketchKey';
import { StatusLists } from '../../gateway/src/trust/statusLists';
import { StatusTree } from '../../gateway/src/trust/statusTree';
import { withSignedGrants } from '../../gateway/src/signing/signedGrants';
import { openVault } from '../../gateway/src/vault/diskVault';
import { newKeyring } from '../../gateway/src/vault/keyring';
import type { Vault } from '../../gateway/src/vault/port';
import { callerNamed } from './callers';
import type { ContractLedger } from './contractLedger';
import { newFoundedLedger } from './foundLedger';
import { ZHENGZHOU } from './filing';

export const silent = pino({ level: 'silent' });

/** The body of an answer, as the test expects it to be. */
export const bodyOf = <T>({ body }: { readonly body: T }): T => body;

export interface Client {
  readonly caller: Caller;
  /** The header that tells who asks. */
  readonly authorization: string;
  get(path: string): Promise<Response>;
  /** @param key - the Idempotency-Key; a new one unless given */
  post(path: string, body: object, key?: string): Promise<Response>;
}

/** Zhengzhou's read side and features over the real contracts, the real sealing and the real vault. */
export interface GatewayBed {
  readonly app: Express;
  /** What is routed, and described. */
  readonly operations: readonly RoutedOperation[];
  readonly database: Database;
  readonly ledger: ContractLedger;
  readonly projector: Projector;
  readonly vault: Vault;
  readonly sealing: Sealing;
  /** What the registry signs its certificates with. */
  readonly keys: RegistryKeys;
  readonly credentials: Credentials;
  /** Moves the ledger's and the gateway's clock forward. */
  pass(ms: number): void;
  as(name: string): Promise<Client>;
  anonymous(path: string): Promise<Response>;
  /** An answer of another type than JSON, byte by byte. */
  download(name: string, path: string, accept: string): Promise<{ readonly type: string; readonly body: Buffer }>;
  /** What opens a commitment, from its row. */
  open(commitment: string, opening: Uint8Array): unknown;
  /** Hands in a small document. */
  handIn(caller: Caller, text: string): Promise<string>;
  /** Serves everything that was decided and has not been served, and waits until it can be read. */
  serve(): Promise<void>;
  close(): Promise<void>;
}

const addUser = async (database: Database, caller: Caller): Promise<void> => {
  await database
    .insertInto('users')
    .values({
      user_id: caller.userId,
      username: caller.username,
      display_name: caller.displayName,
      role: caller.role,
      organization: caller.mspId,
      msp_id: caller.mspId,
      staff_no: caller.staffNo,
      uscc: caller.uscc ?? '',
      identity_key: caller.identityKey,
      certificate: caller.identity.certificate,
      private_key: Buffer.from('kept elsewhere in this test'),
      password_hash: null,
    })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
};

const STATUS_ADDRESS = 'https://register.example.cn/api/v1/status';

const tokenOf = (name: string): string => `${name}-token-of-this-test`;

export const newGatewayBed = async (database: Database): Promise<GatewayBed> => {
  const ledger = await newFoundedLedger();
  const folder = mkdtempSync(join(tmpdir(), 'registry-bed-'));
  const keyring = newKeyring(randomBytes(32));
  // What a sketch tells of two files is an estimate, and the key decides by chance how good: the same one each time.
  const sketchKey = newSketchKey(Buffer.alloc(32, 7));
  const vault = await openVault({ database, keyring, folder: join(folder, 'vault'), maxBytes: 1_000_000, sketchKey });
  const projector = new Projector({ database, ledger, logger: silent, metrics: newProjectionMetrics(new Registry()) });
  let ahead = 0;
  const now = (): number => Date.now() + ahead;
  ledger.now = now;
  const callers = new Map<string, Caller>();
  const app = express();
  const clock = await callerNamed('zhengzhou-clock');
  const keys = new RegistryKeys({ database, keyring, ledger, registry: ZHENGZHOU, identity: clock.identity });
  const sealing = newSealing({ database, keyring, ledger: withSignedGrants(ledger, keys) });
  const credentials = newCredentials({
    ...{ database, keyring, sealing, keys, channel: 'registry', registry: ZHENGZHOU },
    did: didOf('https://register.example.cn'),
    statusLists: STATUS_ADDRESS,
  });
  const courier = new Courier({
    ...{ database, registryUscc: ZHENGZHOU, logger: silent },
    serve: newServing({ database, keyring, sealing, caller: await callerNamed('zhengzhou-clock') }),
    clock: { now, sleep: () => Promise.resolve(), random: () => 0 },
  });
  const applications = {
    ...{ database, ledger, vault, projector, sealing },
    registryUscc: ZHENGZHOU,
    readYourWritesMs: 10_000,
    now,
  };
  app.use(authenticate((token) => Promise.resolve(callers.get(token))));
  const streaming = [verifyOperation({ database, channel: 'registry', now }), ...batchFilingOperations(applications)];
  app.use('/api/v1', newRouter(streaming));
  app.use(...readJson(1_000_000));
  const signing = {
    ...{ database, channel: 'registry', now },
    isCurrent: async () => projector.waitFor((await ledger.height()) - 1, 10_000),
    signer: { database, registry: ZHENGZHOU, keys },
  };
  const operations = [
    ...applicationOperations(applications),
    ...batchGrantOperations(applications),
    ...draftOperations({ ...applications, drafts: { database, keyring } }),
    ...objectionOperations({
      ...{ database, ledger, projector, sealing },
      findDocuments: (caller, named) =>
        findDocuments(
          { vault, mayNameMaterials: (who, docIds) => mayNameMaterials(database, who, docIds) },
          caller,
          named,
        ),
      readYourWritesMs: 10_000,
    }),
    ...noticeOperations({ database, now }),
    ...certificateOperations({
      ...{ database, projector, channel: 'registry', now },
      deciding: { sealing, projector, readYourWritesMs: 10_000 },
      papers: {
        credentials,
        seesAll: async (caller, caseId) => (await sightOfCase(database, caller, caseId)) === 'FULL',
      },
    }),
    ...inboxOperations({
      ...{ database, sealing, projector },
      sightOfCase: (caller, caseId) => sightOfCase(database, caller, caseId),
      readYourWritesMs: 10_000,
    }),
    ...institutionOperations({
      ...{ database, sealing, projector, readYourWritesMs: 10_000 },
      making: { registry: ZHENGZHOU, store: { database, keyring } },
    }),
    ...profileOperations({ database, sealing, projector, readYourWritesMs: 10_000 }),
    ...calendarOperations(database),
    ...drawOperations({ database, sealing, projector, readYourWritesMs: 10_000 }),
    ...interferenceOperations({ database, sealing, projector, readYourWritesMs: 10_000 }),
    ...statusRootOperations({ ...signing, tree: new StatusTree(database) }),
    ...recognitionOperations({ database, sealing, projector, readYourWritesMs: 10_000 }),
    ...recognitionQueryOperations({ elsewhere: [readForeignFindings], ...signing, organization: ZHENGZHOU }),
    ...statusListOperations({
      ...{ database, projector, now },
      lists: new StatusLists({
        ...{ database, registry: ZHENGZHOU, keys, channel: 'registry', address: STATUS_ADDRESS, now },
        ...{ did: didOf('https://register.example.cn'), lifetimeSeconds: 900 },
        isCurrent: async () => projector.waitFor((await ledger.height()) - 1, 10_000),
      }),
    }),
    ...trustListOperations({ database, sealing, projector, readYourWritesMs: 10_000, now }),
  ];
  app.use('/api/v1', newRouter(operations), answerNotFound);
  app.use(answerProblems(silent));
  await projector.start();
  return {
    operations: [...streaming, ...operations],
    ...{ app, database, ledger, projector, vault, sealing, keys, credentials },
    pass: (ms) => {
      ahead += ms;
    },
    as: async (name) => {
      const caller = await callerNamed(name);
      await addUser(database, caller);
      callers.set(tokenOf(name), caller);
      const bearer = `Bearer ${tokenOf(name)}`;
      return {
        caller,
        authorization: bearer,
        get: (path) => request(app).get(`/api/v1${path}`).set('authorization', bearer),
        post: (path, body, key = randomUUID()) =>
          request(app).post(`/api/v1${path}`).set('authorization', bearer).set('idempotency-key', key).send(body),
      };
    },
    open: (commitment, opening) => JSON.parse(keyring.decrypt('opening', commitment, opening).toString()) as unknown,
    download: async (name, path, accept) => {
      const answer = await request(app)
        .get(`/api/v1${path}`)
        .set('authorization', `Bearer ${tokenOf(name)}`)
        .set('accept', accept)
        .buffer(true)
        .parse((res, done) => {
          const chunks: Buffer[] = [];
          res.on('data', (chunk: Buffer) => chunks.push(chunk));
          res.on('end', () => {
            done(null, Buffer.concat(chunks));
          });
        });
      return { type: answer.headers['content-type'] ?? '', body: answer.body as Buffer };
    },
    anonymous: (path) => request(app).get(`/api/v1${path}`),
    handIn: async ({ identityKey }, text) => {
      const content = Readable.from([Buffer.from(`%PDF-1.4\n${text}\n%%EOF\n`)]);
      const { docId } = await vault.store({ content, name: `${text}.pdf`, uploader: identityKey });
      return docId;
    },
    serve: async () => {
      await projector.waitFor(ledger.committed.length - 1, 10_000);
      await courier.tick();
      await projector.waitFor(ledger.committed.length - 1, 10_000);
    },
    close: async () => {
      await projector.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
};
