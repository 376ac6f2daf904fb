// SPDX-License-Identifier: Apache-2.0
import { once } from 'node:events';
import { createServer, request } from 'node:http';
import type { IncomingMessage, Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Response } from 'supertest';
import type { ApplicationForm } from '../../../../../chaincode/src/protocol/schemas/filing';
import { waitFor } from '../../../../../scripts/src/system/waitFor';
import { databaseKinds } from '../../../../support/databases';
import { bodyOf, newGatewayBed } from '../../../../support/gatewayBed';
import type { Client, GatewayBed } from '../../../../support/gatewayBed';
import { aFormOf, carryToNotice, fileApplication, give } from '../../../../support/gatewayJourney';

interface Result {
  readonly line: number;
  readonly status: number;
  readonly caseId?: string;
  readonly transactionId?: string;
  readonly blockNumber?: number;
  readonly code?: string;
  readonly problems?: readonly { readonly path: string }[];
}
interface Refused {
  readonly code: string;
}

describe.each(databaseKinds())('batches on $name', (kind) => {
  let bed: GatewayBed;
  let applicant: Client;
  let form: ApplicationForm;
  let server: Server;
  beforeAll(async () => {
    bed = await newGatewayBed(await kind.openMigrated());
    applicant = await bed.as('zhengzhou-applicant-1');
    form = await aFormOf(bed, applicant);
    server = createServer(bed.app).listen(0, '127.0.0.1');
    await once(server, 'listening');
  }, 60_000);
  afterAll(async () => {
    server.close();
    await bed.close();
    await kind.close();
  });

  const named = (dataName: string): ApplicationForm => ({ ...form, product: { ...form.product, dataName } });
  const lineOf = (one: object): string => `${JSON.stringify(one)}\n`;
  const linesOf = (count: number): string[] =>
    Array.from({ length: count }, (_, index) => lineOf(named(`第${index + 1}号数据集`)));

  const open = (key: string, headers: Record<string, string> = {}): ReturnType<typeof request> =>
    request({
      ...{ host: '127.0.0.1', port: (server.address() as AddressInfo).port, method: 'POST' },
      path: '/api/v1/applications/batch',
      headers: {
        ...{ authorization: applicant.authorization, 'content-type': 'application/x-ndjson' },
        ...(key === '' ? {} : { 'idempotency-key': key }),
        ...headers,
      },
    });
  const send = async (key: string, body: string, headers?: Record<string, string>): Promise<[number, string]> => {
    const outgoing = open(key, headers);
    outgoing.end(body);
    const [answer] = (await once(outgoing, 'response')) as [IncomingMessage];
    const parts: Buffer[] = [];
    for await (const part of answer) parts.push(part as Buffer);
    return [answer.statusCode ?? 0, Buffer.concat(parts).toString()];
  };
  const fileLines = async (key: string, ...lines: readonly string[]): Promise<Result[]> => {
    const [status, text] = await send(key, lines.join(''));
    expect(status).toBe(200);
    return text
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => JSON.parse(line) as Result);
  };
  const outcomes = (results: readonly Result[]): unknown[] => results.map(({ status, code }) => code ?? status);
  const casesOnLedger = (): number =>
    [...bed.ledger.memory.state.keys()].filter((key) => key.startsWith('\0case\0')).length;

  it('files 499 lines around a bad one, each answered in its place', async () => {
    const lines = linesOf(500);
    lines[249] = lineOf({ ...named(''), colour: 'red' });
    const before = casesOnLedger();
    const results = await fileLines('batch-of-500', ...lines);
    expect(results.map(({ line }) => line)).toEqual(lines.map((_, index) => index + 1));
    expect(results[249]).toMatchObject({ status: 422, code: 'VALIDATION_FAILED' });
    expect(results[249]!.problems!.map(({ path }) => path).sort()).toEqual(['/colour', '/product/dataName']);
    expect(results.filter(({ status }) => status === 201)).toHaveLength(499);
    expect(new Set(results.map(({ caseId }) => caseId)).size).toBe(500);
    expect(casesOnLedger()).toBe(before + 499);
  }, 120_000);

  it('seals each line like a single application, and opens it again for its applicant', async () => {
    const [result] = await fileLines('batch-sealed', lineOf(named('密封数据集')));
    const { contactName, phone } = form.applicants[0]!;
    const written = JSON.stringify([...bed.ledger.memory.state.values()].map(String));
    for (const secret of [contactName, phone, form.product.processingRule!]) expect(written).not.toContain(secret);
    await bed.projector.waitFor(bed.ledger.committed.length - 1, 10_000);
    const answer = await applicant.get(`/applications/${String(result!.caseId)}`);
    expect(answer.body).toMatchObject({ sight: 'FULL', record: { filing: { applicants: [{ contactName, phone }] } } });
  });

  it('goes on after the connection broke: the same lines again give the same cases, and nothing is filed twice', async () => {
    const lines = linesOf(450);
    const before = casesOnLedger();
    const outgoing = open('batch-broken');
    outgoing.on('error', () => undefined);
    outgoing.write(lines.slice(0, 430).join('') + lines[430]!.slice(0, 50));
    const [answer] = (await once(outgoing, 'response')) as [IncomingMessage];
    answer.on('error', () => undefined);
    let text = '';
    while (text.split('\n').length <= 200) text += String((await once(answer, 'data'))[0]);
    const seen = text.split('\n', 200).map((line) => JSON.parse(line) as Result);
    outgoing.destroy();
    // What the break left under way comes to its end; nobody has seen its answers.
    const isSettled = (): Promise<true | undefined> =>
      Promise.resolve(casesOnLedger() === before + 400 ? true : undefined);
    await waitFor(isSettled, { what: 'The second two hundred', timeoutMs: 60_000, everyMs: 20 });
    const results = await fileLines('batch-broken', ...lines);
    expect(results.slice(0, 200)).toEqual(seen);
    expect(outcomes(results)).toEqual(lines.map(() => 201));
    expect(new Set(results.map(({ caseId }) => caseId)).size).toBe(450);
    expect(casesOnLedger()).toBe(before + 450);
    expect(await fileLines('batch-broken', ...lines)).toEqual(results);
    expect(casesOnLedger()).toBe(before + 450);
  }, 120_000);

  it('names in each line the block and the transaction that wrote it, however often it is sent', async () => {
    const first = await fileLines('batch-placed', lineOf(named('甲')), lineOf(named('')));
    const { number, transactions } = bed.ledger.committed.at(-1)!;
    expect(first[0]).toMatchObject({ blockNumber: number, transactionId: transactions[0]!.transactionId });
    const again = await fileLines('batch-placed', lineOf(named('甲')), lineOf(named('')), lineOf(named('乙')));
    expect(again[0]).toEqual(first[0]);
    expect(again[2]!.blockNumber).toBeGreaterThan(number);
  });

  it('refuses another form under a line that was filed, alone', async () => {
    const first = await fileLines('batch-changed', lineOf(named('甲数据集')), lineOf(named('乙数据集')));
    const again = await fileLines('batch-changed', lineOf(named('甲数据集')), lineOf(named('丙数据集')), lineOf(form));
    expect(outcomes(again)).toEqual([201, 'IDEMPOTENCY_KEY_REUSED', 201]);
    expect(again[0]).toEqual(first[0]);
  });

  it('answers what is no JSON, too long, a stranger’s document or refused by the ledger, each in its line', async () => {
    const stranger = await bed.as('zhengzhou-applicant-2');
    const foreign = await bed.handIn(stranger.caller, 'not yours');
    const results = await fileLines(
      'batch-of-wrongs',
      '{"a":1,"a":2}\n',
      `"${'x'.repeat(262_144)}"\n`,
      lineOf({ ...form, product: { ...form.product, sample: { ...form.product.sample, document: foreign } } }),
      lineOf({ ...form, profileId: 'none-2026' }),
      '\n',
      lineOf(form),
    );
    expect(results.map(({ line }) => line)).toEqual([1, 2, 3, 4, 6]);
    expect(outcomes(results)).toEqual([
      'INVALID_JSON',
      'PAYLOAD_TOO_LARGE',
      'VALIDATION_FAILED',
      'PROFILE_NOT_AVAILABLE',
      201,
    ]);
    expect(results[2]!.problems!.map(({ path }) => path)).toEqual(['/product/sample/document']);
  });

  it('ends with the first line beyond ten thousand', async () => {
    const results = await fileLines('batch-too-long', '\n'.repeat(9_999), '{}\n', '{}\n', '{}\n');
    expect(results.map(({ line, code }) => [line, code])).toEqual([
      [10_000, 'VALIDATION_FAILED'],
      [10_001, 'PAYLOAD_TOO_LARGE'],
    ]);
  });

  it('asks for lines of JSON and an Idempotency-Key', async () => {
    const [status, text] = await send('batch-of-json', '{}', { 'content-type': 'application/json' });
    expect([status, (JSON.parse(text) as Refused).code]).toEqual([415, 'UNSUPPORTED_MEDIA_TYPE']);
    const [compressed] = await send('batch-of-gzip', 'x', { 'content-encoding': 'gzip' });
    expect(compressed).toBe(415);
    const [without, problem] = await send('', '{}');
    expect([without, (JSON.parse(problem) as Refused).code]).toEqual([400, 'IDEMPOTENCY_KEY_REQUIRED']);
    const [nobody] = await send('batch-of-nobody', '{}', { authorization: 'Bearer none' });
    expect(nobody).toBe(401);
  });

  it('grants what is ready with a run of numbers, and says of each other case why not', async () => {
    const ready = [await fileApplication(bed), await fileApplication(bed)];
    for (const filed of ready) await carryToNotice(bed, filed);
    bed.pass(3_000);
    for (const { caseId } of ready) await give(bed, { by: 'zhengzhou-decider-1', caseId, command: 'closeNotice' });
    const early = await fileApplication(bed);
    const decider = await bed.as('zhengzhou-decider-1');
    const body = { caseIds: [ready[0]!.caseId, early.caseId, ready[1]!.caseId] };
    const answer = await decider.post('/applications/batch-grant', body, 'grant-batch-1');
    expect(answer.status).toBe(200);
    const { results } = bodyOf<{ results: { status: number; code?: string; certificateNumber?: string }[] }>(answer);
    expect(results.map(({ status, code }) => code ?? status)).toEqual([200, 'UNEXPECTED_STATE', 200]);
    const [first, , last] = results.map(({ certificateNumber }) => Number(certificateNumber?.slice(-4)));
    expect(last).toBe(Number(first) + 1);
    const again = await decider.post('/applications/batch-grant', body, 'grant-batch-1');
    const decided = (one: Response): unknown[] =>
      // Each request names its own occurrence.
      bodyOf<{ results: object[] }>(one).results.map((result) => ({ ...result, instance: '' }));
    expect(decided(again)).toEqual(decided(answer));
    const places = bodyOf<{ results: Result[] }>(again).results.filter(({ status }) => status === 200);
    for (const { transactionId, blockNumber } of places) {
      expect(bed.ledger.committed[blockNumber!]!.transactions[0]!.transactionId).toBe(transactionId);
    }
    const wrong = await decider.post('/applications/batch-grant', { caseIds: [] });
    expect([wrong.status, bodyOf<Refused>(wrong).code]).toEqual([422, 'VALIDATION_FAILED']);
  });
});
