// SPDX-License-Identifier: Apache-2.0
import { once } from 'node:events';
import { connect, type AddressInfo } from 'node:net';
import express, { type Express, type Request, type Response } from 'express';
import pino from 'pino';
import request from 'supertest';
import { z } from 'zod';
import { answerNotFound, answerProblems } from '../../../gateway/src/http/answerProblems';
import { authenticate } from '../../../gateway/src/http/authenticate';
import { readJson } from '../../../gateway/src/http/body';
import { limitAddress, limitPerson } from '../../../gateway/src/http/limits';
import { callerOf, requireRole } from '../../../gateway/src/http/requestContext';
import { answerRequestId } from '../../../gateway/src/http/requestId';
import { onlyDirect, secureHeaders } from '../../../gateway/src/http/security';
import { idempotencyKeyOf, parseBody, parseQuery } from '../../../gateway/src/http/validate';
import { callerNamed } from '../../support/callers';

const silent = pino({ level: 'silent' });
const TOKEN = 'a-token-that-is-long-enough';
const form = z.strictObject({ name: z.string().max(5), count: z.int() });

const newApp = async (): Promise<Express> => {
  const caller = await callerNamed('zhengzhou-applicant-1');
  const app = express().set('query parser', 'simple');
  app.use(answerRequestId, secureHeaders());
  app.use(authenticate((token) => Promise.resolve(token === TOKEN ? caller : undefined)));
  app.get('/direct', onlyDirect, (_req, res) => {
    res.json({});
  });
  app.use(...readJson(8_192));
  app.all('/echo', (req, res) => {
    res.json({ body: req.body as unknown, who: callerOf(req)?.username ?? 'anonymous' });
  });
  app.post('/form', (req, res) => {
    res.json(parseBody(form, req));
  });
  app.get('/query', (req, res) => {
    res.json(parseQuery(z.strictObject({ limit: z.string().optional() }), req));
  });
  app.post('/keyed', (req, res) => {
    res.json({ key: idempotencyKeyOf(req) });
  });
  app.get('/deciders', requireRole('decider'), (_req, res) => {
    res.json({});
  });
  app.get('/broken', () => {
    throw new Error('an inner secret');
  });
  return app.use(answerNotFound, answerProblems(silent));
};

let app: Express;
beforeAll(async () => {
  app = await newApp();
});

const post = (path: string, text: string): request.Test =>
  request(app).post(path).set('content-type', 'application/json').send(text);

describe('A body', () => {
  it.each([
    ['a key twice', '{"a":1,"a":2}', 400],
    ['a fraction', '{"a":1.5}', 400],
    ['half an object', '{"a":', 400],
    ['a lone surrogate', '{"a":"\\ud800"}', 400],
    ['a prototype', '{"__proto__":{"a":1}}', 400],
    ['more than is taken of somebody unknown', JSON.stringify({ a: 'x'.repeat(33_000) }), 401],
  ])('with %s is refused', async (_what, text, status) => {
    const answer = await post('/echo', text);
    expect(answer.status).toBe(status);
    expect(answer.type).toBe('application/problem+json');
  });

  it('may be longer of somebody who logged in, to a limit', async () => {
    const send = (length: number): request.Test =>
      post('/echo', JSON.stringify({ a: 'x'.repeat(length) })).set('authorization', `Bearer ${TOKEN}`);
    expect((await send(8_000)).status).toBe(200);
    expect(await send(8_200)).toMatchObject({ status: 413, body: { code: 'PAYLOAD_TOO_LARGE' } });
  });

  it('is not answered with many times what it brought', async () => {
    const text = `{${Array.from({ length: 1_200 }, (_none, index) => `"${index}":1`).join()}}`;
    const wide = express().use(
      authenticate(() => callerNamed('zhengzhou-applicant-1')),
      ...readJson(65_536),
    );
    wide.post('/form', (req, res) => {
      res.json(parseBody(form, req));
    });
    wide.use(answerProblems(silent));
    const answer = await request(wide)
      .post('/form')
      .set({ authorization: `Bearer ${TOKEN}`, 'content-type': 'application/json' })
      .send(text);
    expect([answer.status, (answer.body as { problems: unknown[] }).problems.length]).toEqual([422, 1_000]);
  });

  it('that is not UTF-8 is refused', async () => {
    const bytes = Buffer.from([0x22, 0xff, 0xfe, 0x22]);
    const answer = await request(app)
      .post('/echo')
      .set('content-type', 'application/json')
      .serialize((value: unknown) => value as string)
      .send(bytes);
    expect(answer).toMatchObject({ status: 400, body: { code: 'INVALID_JSON' } });
  });

  it('of another kind, or compressed, is refused', async () => {
    const other = await request(app).post('/echo').set('content-type', 'text/plain').send('hello');
    const packed = await request(app)
      .post('/echo')
      .set('content-type', 'application/json')
      .set('content-encoding', 'gzip')
      .send('{}');
    expect([other.status, packed.status]).toEqual([415, 415]);
  });

  it('that never comes to its end does not hold its connection', async () => {
    const impatient = express().use(...readJson(1_024, 20));
    const server = impatient.listen(0, '127.0.0.1');
    try {
      await once(server, 'listening');
      const socket = connect((server.address() as AddressInfo).port, '127.0.0.1');
      socket.write('POST / HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: 9\r\n\r\n{"a"');
      socket.resume();
      expect(await once(socket, 'close')).toBeDefined();
    } finally {
      server.close();
    }
  });

  it('that is absent says nothing', async () => {
    expect((await request(app).post('/echo')).body).toMatchObject({ body: {} });
  });

  it('breaks rules at every field at once, unknown ones too', async () => {
    const answer = await post('/form', '{"name":"too long","count":"x","more":1,"a/b":2}');
    expect(answer.status).toBe(422);
    const { problems } = answer.body as { problems: { path: string }[] };
    expect(problems.map(({ path }) => path).sort()).toEqual(['/a~1b', '/count', '/more', '/name']);
  });
});

describe('A request', () => {
  it('with an unknown parameter is refused by its name', async () => {
    const answer = await request(app).get('/query?limit=1&offset=2');
    expect(answer).toMatchObject({ status: 400, body: { code: 'BAD_REQUEST', problems: [{ path: '/offset' }] } });
  });

  it.each([undefined, 'short', 'with spaces in it', 'x'.repeat(129)])('needs a sound key to write: %s', async (key) => {
    const test = post('/keyed', '{}');
    const answer = await (key === undefined ? test : test.set('idempotency-key', key));
    expect(answer).toMatchObject({ status: 400, body: { code: 'IDEMPOTENCY_KEY_REQUIRED' } });
  });

  it('gets an id of ours, whatever id it brings', async () => {
    const answer = await request(app).get('/echo').set('x-request-id', 'mine');
    expect(answer.headers['x-request-id']).toMatch(/^[0-9a-f-]{36}$/);
  });

  it('to nowhere is 404, and one that breaks us is 500 without a reason', async () => {
    expect((await request(app).get('/nowhere')).status).toBe(404);
    const broken = await request(app).get('/broken');
    expect(broken.status).toBe(500);
    expect(broken.text).not.toContain('secret');
  });

  it('is told nothing of our software, and its answer is framed by nobody', async () => {
    const { headers } = await request(app).get('/echo');
    expect(headers).toMatchObject({ 'x-content-type-options': 'nosniff', 'referrer-policy': 'no-referrer' });
    expect(headers['content-security-policy']).toContain("frame-ancestors 'none'");
  });

  it('that came through a proxy finds nothing that is for this machine only', async () => {
    expect((await request(app).get('/direct')).status).toBe(200);
    expect((await request(app).get('/direct').set('x-forwarded-for', '1.2.3.4')).status).toBe(404);
  });

  it.each([
    ['127.0.0.1', undefined],
    ['::1', undefined],
    ['::ffff:127.0.0.9', undefined],
    ['10.0.0.7', 'NOT_FOUND'],
    ['127.0.0.1.example', 'NOT_FOUND'],
    ['::ffff:10.0.0.7', 'NOT_FOUND'],
    [undefined, 'NOT_FOUND'],
  ])('coming straight from %s is told %s', async (remoteAddress, code) => {
    const req = { get: () => undefined, socket: { remoteAddress } } as unknown as Request;
    const ask = async (): Promise<void> => {
      await onlyDirect(req, undefined as unknown as Response, () => undefined);
    };
    const refusal: unknown = await ask().catch((error: unknown) => error);
    expect((refusal as { code?: string } | undefined)?.code).toBe(code);
  });
});

describe('A caller', () => {
  const who = ({ body }: request.Response): unknown => (body as { who: unknown }).who;

  it('is known by a bearer token or by the cookie', async () => {
    const bearer = await request(app).get('/echo').set('authorization', `Bearer ${TOKEN}`);
    const cookie = await request(app).get('/echo').set('cookie', `a=b; registry_session=${TOKEN}`);
    expect([who(bearer), who(cookie)]).toEqual(['zhengzhou-applicant-1', 'zhengzhou-applicant-1']);
  });

  it.each(['Bearer a-token-that-nobody-has', 'Basic YTpi', 'Bearer', 'bearer x'])(
    'with the header %s is refused rather than taken for nobody',
    async (header) => {
      expect((await request(app).get('/echo').set('authorization', header)).status).toBe(401);
    },
  );

  it('with an old cookie is nobody', async () => {
    expect(who(await request(app).get('/echo').set('cookie', 'registry_session=old'))).toBe('anonymous');
  });

  it('cannot be made to write by the page of another site', async () => {
    const write = (): request.Test => post('/echo', '{}').set('cookie', `registry_session=${TOKEN}`);
    expect((await write().set('sec-fetch-site', 'cross-site')).status).toBe(403);
    expect((await write().set('origin', 'https://evil.example')).status).toBe(403);
    expect((await write()).status).toBe(403);
    expect((await write().set('sec-fetch-site', 'same-origin')).status).toBe(200);
  });

  it('of another role may not pass, and nobody is asked to log in', async () => {
    expect((await request(app).get('/deciders')).status).toBe(401);
    const answer = await request(app).get('/deciders').set('authorization', `Bearer ${TOKEN}`);
    expect(answer).toMatchObject({ status: 403, body: { code: 'FORBIDDEN', role: 'applicant', allowed: ['decider'] } });
  });
});

describe('Too many requests', () => {
  it('of one address or person are refused with the time to wait', async () => {
    for (const limit of [limitAddress(2), limitPerson(2)]) {
      const limited = express().use(limit);
      limited.get('/', (_req, res) => {
        res.json({});
      });
      limited.use(answerProblems(silent));
      const statuses = [];
      for (let count = 0; count < 3; count += 1) statuses.push((await request(limited).get('/')).status);
      expect(statuses).toEqual([200, 200, 429]);
      expect((await request(limited).get('/')).headers['retry-after']).toBe('60');
    }
  });
});
