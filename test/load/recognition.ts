// SPDX-License-Identifier: Apache-2.0
import type { AddressInfo } from 'node:net';
import { performance } from 'node:perf_hooks';
import express from 'express';
import { statementOf, wrongSignatures } from '@registry/chaincode/protocol';
import type { CertificateRecord, InstitutionRecord, RegisterPlace } from '@registry/chaincode/protocol';
import { migrate } from '@registry/gateway/database/migrate';
import { openDatabase } from '@registry/gateway/database/openDatabase';
import type { Database } from '@registry/gateway/database/openDatabase';
import { tend } from '@registry/gateway/database/upkeep';
import { recognitionQueryOperations } from '@registry/gateway/features/recognitions/query';
import { readJson } from '@registry/gateway/http/body';
import { newRouter } from '@registry/gateway/routing/newRouter';
import { newPrivateKeys } from '@registry/gateway/signing/privateKeys';
import type { TestSystem } from '../support/system';
import { registerCertificate } from './certificates';
import type { Figure } from './figures';
import { openFilingPort } from './filledLedger';
import { percentile } from './percentile';

const CERTIFICATES = 100_000;
const ASKED = 1_000;
const ROUNDS = 21;
const CHECKS = 500;

interface Granted {
  readonly certificate: CertificateRecord;
  readonly registry: InstitutionRecord;
  readonly place: RegisterPlace;
}

/** A certificate as the ledger has it, of a register that runs. */
const granted = async (system: TestSystem): Promise<Granted> => {
  const number = await registerCertificate(system);
  const { ledger, identity } = openFilingPort(system);
  try {
    const read = async (contract: string, request: Readonly<Record<string, string>>): Promise<unknown> =>
      ledger.evaluate({ identity, contract, transaction: 'read', request });
    const certificate = (await read('certificate', { number })) as CertificateRecord;
    const registry = (await read('institution', { uscc: certificate.registry.uscc })) as InstitutionRecord;
    const { body } = await system.anonymous('zhengzhou').get('/status-roots/current');
    const { channel, register } = body as RegisterPlace;
    return { certificate, registry, place: { channel, register } };
  } finally {
    ledger.close();
  }
};

const numberOf = (index: number): string =>
  `SJ411${String(203001 + Math.floor(index / 9_999))}${String((index % 9_999) + 1).padStart(4, '0')}`;

const written = { transaction_id: '0'.repeat(64), block_number: 0 };

/** Many like the one that was granted, under numbers of their own. */
const fill = async (database: Database, { certificate, registry }: Granted): Promise<void> => {
  const { uscc } = registry.institution;
  await database
    .insertInto('institutions')
    .values({ uscc, institution_kind: 'REGISTRY', approval: registry.approval, record: registry, ...written })
    .execute();
  for (let from = 0; from < CERTIFICATES; from += ASKED) {
    const numbers = Array.from({ length: ASKED }, (_, index) => numberOf(from + index));
    const { caseId: case_id, status, dataName, productForm, attestedAt, validUntil } = certificate;
    const row = { case_id, registry_uscc: uscc, status, data_name: dataName, product_form: productForm, ...written };
    const times = { attested_at: attestedAt, valid_until: validUntil };
    const rows = numbers.map((number) => ({ number, ...row, ...times, record: { ...certificate, number } }));
    await database.insertInto('certificates').values(rows).execute();
  }
  await tend(database);
};

const foundedBy = (database: Database, { place }: Granted): Promise<unknown> =>
  database
    .insertInto('events')
    .values({
      ...{ record_type: 'institution', record_id: place.register, event_seq: 1, case_id: null },
      ...{ type: 'institutionFounded', tx_time: '', event: {} as never, tx_index: 0, event_index: 0 },
      ...written,
    })
    .execute();

/** The real operations behind HTTP, signing with keys of their own. */
const serve = async (database: Database, { registry, place }: Granted): Promise<{ url: string; stop: () => void }> => {
  const { uscc } = registry.institution;
  const keys = newPrivateKeys();
  const operations = recognitionQueryOperations({
    ...{ database, channel: place.channel, organization: uscc, now: Date.now },
    elsewhere: [],
    isCurrent: () => Promise.resolve(true),
    signer: { database, registry: uscc, keys: { held: (version) => Promise.resolve({ version, keys }) } },
  });
  const app = express();
  app.use(...readJson(1_000_000));
  app.use(newRouter(operations));
  const server = app.listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const url = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}/recognition/query`;
  const stop = (): void => {
    server.close();
    server.closeAllConnections();
  };
  return { url, stop };
};

const askedOf = (round: number): string[] =>
  Array.from({ length: ASKED }, (_, index) => numberOf((round * 37 + index * 97) % CERTIFICATES));

const ask = async (url: string, round: number): Promise<number> => {
  const from = performance.now();
  // One region where they were issued, one where nobody recognizes them.
  const region = round % 2 === 0 ? '410100' : '520100';
  const body = JSON.stringify({ numbers: askedOf(round), purpose: 'LISTING', region });
  const response = await fetch(url, { method: 'POST', headers: { 'content-type': 'application/json' }, body });
  const { answers } = (await response.json()) as { answers: { recognized: boolean }[] };
  const taken = performance.now() - from;
  const right = answers.filter(({ recognized }) => recognized === (region === '410100')).length;
  if (right !== ASKED) throw new Error(`${String(ASKED - right)} answers are wrong.`);
  return taken;
};

const measureQuery = async (one: Granted): Promise<Figure[]> => {
  const database = await openDatabase({ inMemory: true });
  await migrate(database);
  await fill(database, one);
  await foundedBy(database, one);
  const { url, stop } = await serve(database, one);
  const taken: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) taken.push(await ask(url, round));
  stop();
  await database.destroy();
  const what = `recognition query of ${String(ASKED)} numbers among ${String(CERTIFICATES)}`;
  const warm = taken.slice(1);
  return [
    { name: `${what}, p50`, value: percentile(warm, 50), unit: 'ms' },
    { name: `${what}, p95`, value: percentile(warm, 95), unit: 'ms', limit: { kind: 'atMost', value: 1_000 } },
  ];
};

/** All three signatures of a certificate, one after the other, on one core. */
const measureChecks = ({ certificate, registry, place }: Granted): Figure => {
  const { signatures } = certificate;
  const keys = registry.certificateKeys?.at(-1)?.keys;
  if (signatures === undefined || keys === undefined) throw new Error('The certificate is not signed.');
  const statement = statementOf(certificate);
  const check = (): void => {
    if (wrongSignatures({ place, statement, signatures, keys }).length > 0) throw new Error('A signature is wrong.');
  };
  check();
  const from = performance.now();
  for (let done = 0; done < CHECKS; done += 1) check();
  const value = (CHECKS / (performance.now() - from)) * 1_000;
  return { name: 'checks of all three signatures', value, unit: '/s', limit: { kind: 'atLeast', value: 300 } };
};

/** Recognition queries through HTTP, and what a full check of signatures takes. */
export const measureRecognition = async (system: TestSystem): Promise<Figure[]> => {
  const one = await granted(system);
  return [measureChecks(one), ...(await measureQuery(one))];
};
