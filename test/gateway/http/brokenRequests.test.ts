// SPDX-License-Identifier: Apache-2.0
import { once } from 'node:events';
import { connect } from 'node:net';
import { listen } from '../../../gateway/src/http/listen';

/** What is answered to some bytes on a connection, until it is over. */
const answerTo = async (...parts: readonly string[]): Promise<string> => {
  const listener = await listen(
    (_req, res) => {
      res.end('fine');
    },
    '127.0.0.1',
    0,
  );
  const socket = connect(listener.port, '127.0.0.1');
  let answered = '';
  socket.setEncoding('utf8').on('data', (text: string) => {
    answered += text;
  });
  const over = once(socket, 'close');
  for (const part of parts) {
    const before = answered.length;
    socket.write(part);
    while (answered.length === before && !socket.closed) await new Promise((resolve) => setImmediate(resolve));
  }
  await over;
  await listener.close();
  return answered;
};

const SOUND = 'GET / HTTP/1.1\r\nhost: x\r\n\r\n';

describe('a request that is none of HTTP', () => {
  it.each([
    ['a method that there is not', 'GETT / HTTP/1.1\r\nhost: x\r\n\r\n', 400, 'BAD_REQUEST'],
    ['a header without a name', 'GET / HTTP/1.1\r\n: x\r\n\r\n', 400, 'BAD_REQUEST'],
    [
      'two lengths',
      'POST / HTTP/1.1\r\nhost: x\r\ncontent-length: 1\r\ncontent-length: 2\r\n\r\nab',
      400,
      'BAD_REQUEST',
    ],
    ['headers beyond every size', `GET / HTTP/1.1\r\nx: ${'x'.repeat(20_000)}\r\n\r\n`, 431, 'HEADERS_TOO_LARGE'],
  ])('is answered as a problem all the same: %s', async (_what, bytes, status, code) => {
    const [head, body] = (await answerTo(bytes)).split('\r\n\r\n');
    expect(head).toMatch(new RegExp(`^HTTP/1\\.1 ${status} [^]*content-type: application/problem\\+json`));
    expect(JSON.parse(body!)).toMatchObject({ status, code });
  });

  it('is answered on a connection that had a sound one before', async () => {
    const answered = await answerTo(SOUND, 'GETT / HTTP/1.1\r\n\r\n');
    expect(answered).toMatch(/^HTTP\/1\.1 200 OK[^]*fine[^]*HTTP\/1\.1 400 Bad Request[^]*"code":"BAD_REQUEST"/);
  });
});
