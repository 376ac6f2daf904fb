// SPDX-License-Identifier: Apache-2.0
import { randomBytes } from 'node:crypto';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text as readText } from 'node:stream/consumers';
import express, { type Express } from 'express';
import pino from 'pino';
import request from 'supertest';
import type { Database } from '../../../../gateway/src/database/openDatabase';
import { materialOperations } from '../../../../gateway/src/features/materials/operations';
import { answerProblems } from '../../../../gateway/src/http/answerProblems';
import { authenticate } from '../../../../gateway/src/http/authenticate';
import type { Caller } from '../../../../gateway/src/http/requestContext';
import { listen } from '../../../../gateway/src/http/listen';
import { newRouter } from '../../../../gateway/src/routing/newRouter';
import { openVault } from '../../../../gateway/src/vault/diskVault';
import { newKeyring } from '../../../../gateway/src/vault/keyring';
import type { Material } from '../../../../gateway/src/vault/port';
import { callerNamed } from '../../../support/callers';
import { databaseKinds } from '../../../support/databases';

const [kind] = databaseKinds();
const names = ['zhengzhou-applicant-1', 'zhengzhou-applicant-2', 'zhengzhou-reviewer-1'];
const MAX = 2_000_000;

describe('Materials over HTTP', () => {
  let app: Express;
  let database: Database;
  let folder: string;
  let stored = 0;
  const as = (name: string): string => `Bearer ${name}-with-a-token`;
  const alice = as(names[0]!);
  const post = (who = alice): request.Test => request(app).post('/materials').set('authorization', who);
  const upload = (bytes: Buffer, name = '样例.csv'): request.Test => post().attach('file', bytes, name);

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'registry-materials-'));
    database = await kind!.openMigrated();
    const vault = await openVault({ database, folder, keyring: newKeyring(randomBytes(32)), maxBytes: MAX });
    const callers = new Map<string, Caller>(
      await Promise.all(names.map(async (name) => [`${name}-with-a-token`, await callerNamed(name)] as const)),
    );
    app = express().use(authenticate((token) => Promise.resolve(callers.get(token))));
    const mayReadMaterial = ({ role }: { role: string }): Promise<boolean> => Promise.resolve(role === 'reviewer');
    const onStored = (bytes: number): void => {
      stored += bytes;
    };
    app.use(newRouter(materialOperations({ vault, mayReadMaterial, onStored })));
    app.use(answerProblems(pino({ level: 'silent' })));
  });
  afterAll(async () => {
    await kind!.close();
    rmSync(folder, { recursive: true, force: true });
  });

  it('come in with their digests and go out as a download that no browser opens', async () => {
    const bytes = Buffer.from('编号,名称\n1,郑州\n');
    const { status, body } = (await upload(bytes)) as { status: number; body: unknown };
    const material = body as Material;
    expect([status, material.name, material.bytes, stored]).toEqual([201, '样例.csv', bytes.length, bytes.length]);
    const { headers, text } = await request(app).get(`/materials/${material.docId}`).set('authorization', alice);
    expect(text).toBe(bytes.toString());
    expect(headers).toMatchObject({
      'content-length': String(bytes.length),
      'content-type': 'text/csv; charset=utf-8',
    });
    expect(headers['content-disposition']).toMatch(/^attachment; filename=.*UTF-8''%E6%A0%B7%E4%BE%8B\.csv$/);
  });

  it('are seen by who handed them in and by who may read them; to others they do not exist', async () => {
    const { docId } = (await upload(Buffer.from('a,b\n3,4\n'))).body as Material;
    const statuses = await Promise.all(
      names.map(async (name) => (await request(app).get(`/materials/${docId}`).set('authorization', as(name))).status),
    );
    expect(statuses).toEqual([200, 404, 200]);
    expect((await request(app).get(`/materials/${docId}`)).status).toBe(401);
    expect((await request(app).get('/materials/doc-1').set('authorization', alice)).status).toBe(404);
  });

  it.each([
    ['../../etc/passwd.csv', 'passwd.csv'],
    ['C:\\Users\\me\\data.csv', 'data.csv'],
    ['evil\u202Egpj.csv', 'evilgpj.csv'],
    [`${'长'.repeat(300)}.csv`, '长'.repeat(200)],
  ])('called %j are called %j', async (sent, kept) => {
    const body = `--b\r\ncontent-disposition: form-data; name="file"; filename="${sent}"\r\n\r\nx,${sent.length}\n\r\n--b--\r\n`;
    const answer = await post().set('content-type', 'multipart/form-data; boundary=b').send(body);
    expect((answer.body as Material).name).toBe(kept);
  });

  it.each([
    [
      'no file',
      (): request.Test => post().set('content-type', 'multipart/form-data; boundary=b').send('--b--\r\n'),
      422,
    ],
    ['an empty file', (): request.Test => upload(Buffer.alloc(0)), 422],
    ['two files', (): request.Test => upload(Buffer.from('a')).attach('file', Buffer.from('b'), 'b.csv'), 422],
    ['another field', (): request.Test => upload(Buffer.from('a')).field('more', 'x'), 422],
    ['the file under another name', (): request.Test => post().attach('other', Buffer.from('a'), 'a.csv'), 422],
    ['JSON', (): request.Test => post().send({ file: 'x' }), 415],
    ['a program', (): request.Test => upload(Buffer.from('\x7fELF\0\0', 'latin1')), 415],
    ['more than is taken', (): request.Test => upload(Buffer.alloc(MAX + 1, 'x')), 413],
    [
      'half a body',
      (): request.Test =>
        post()
          .set('content-type', 'multipart/form-data; boundary=b')
          .send('--b\r\ncontent-disposition: form-data; name="file"; filename="x"\r\n\r\nabc'),
      400,
    ],
  ])('are refused with %s', async (_what, send, status) => {
    const answer = await send();
    expect(answer.status).toBe(status);
    expect(answer.type).toBe('application/problem+json');
  });

  it('need a person', async () => {
    expect((await request(app).post('/materials').attach('file', Buffer.from('a'), 'a.csv')).status).toBe(401);
  });

  it('that broke off on their way leave nothing behind', async () => {
    const listener = await listen(app, '127.0.0.1', 0);
    const socket = connect(listener.port, '127.0.0.1');
    socket.write(
      `POST /materials HTTP/1.1\r\nhost: x\r\nauthorization: ${alice}\r\ncontent-length: 1000000\r\n` +
        'content-type: multipart/form-data; boundary=b\r\n\r\n' +
        `--b\r\ncontent-disposition: form-data; name="file"; filename="x.csv"\r\n\r\n${'a,b\n'.repeat(20_000)}`,
    );
    const incoming = (): string[] => readdirSync(join(folder, 'incoming'));
    while (incoming().length === 0) await new Promise((resolve) => setTimeout(resolve, 5));
    socket.destroy();
    while (incoming().length > 0) await new Promise((resolve) => setTimeout(resolve, 5));
    await listener.close();
    expect(incoming()).toEqual([]);
  });

  it('are still sent to the end when the gateway is told to stop', async () => {
    const { docId } = (await upload(Buffer.from('c,d\n'.repeat(100_000)))).body as Material;
    const listener = await listen(app, '127.0.0.1', 0);
    const response = await fetch(`http://127.0.0.1:${listener.port}/materials/${docId}`, {
      headers: { authorization: alice },
    });
    const closed = listener.close();
    expect(await readText(response.body!)).toHaveLength(400_000);
    await closed;
    await expect(fetch(`http://127.0.0.1:${listener.port}/`)).rejects.toThrow();
  });
});
