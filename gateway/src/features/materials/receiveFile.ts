// SPDX-License-Identifier: Apache-2.0
import type { Readable } from 'node:stream';
import busboy, { type Busboy } from 'busboy';
import type { Request } from 'express';
import { GatewayError } from '../../http/gatewayError';

/** A file as its sender names it: the last part of the name, in plain characters. */
export interface IncomingFile {
  readonly content: Readable;
  readonly name: string;
}

const MAX_NAME = 200;
const LIMITS = { files: 1, fields: 0, parts: 2, headerPairs: 20, fieldNameSize: 100 };

const badPart = (path: string, message: string): GatewayError =>
  new GatewayError('VALIDATION_FAILED', {}, { problems: [{ path, code: 'multipart', message }] });

const withoutControls = (text: string): string =>
  Array.from(text.normalize('NFC'))
    .filter((character) => !/[\p{C}\u2028\u2029]/u.test(character))
    .join('');

function plainName(sent: string | undefined): string {
  const last = (sent ?? '').split(/[/\\]/).at(-1) ?? '';
  return Array.from(withoutControls(last).trim()).slice(0, MAX_NAME).join('') || 'file';
}

function newParser(req: Request): Busboy {
  try {
    return busboy({ headers: req.headers, limits: LIMITS, defParamCharset: 'utf8' });
  } catch (cause) {
    throw new GatewayError('UNSUPPORTED_MEDIA_TYPE', { allowed: ['multipart/form-data'] }, { cause });
  }
}

/** The request broke off or is no multipart: whoever reads the file learns of it too. */
function failTogether(req: Request, parser: Busboy, content: Readable): void {
  const fail = (cause?: Error): void => {
    content.destroy(new GatewayError('BAD_REQUEST', { reason: 'the upload broke off' }, { cause }));
  };
  parser.once('error', (cause) => {
    fail(cause as Error);
  });
  req.once('close', () => {
    if (!req.readableEnded && !content.readableEnded) fail();
  });
}

/**
 * Gives the one file of a multipart request to a taker as it streams in, and answers when the request was read to its
 * end.
 *
 * @param take - must read the file or throw
 * @throws GatewayError UNSUPPORTED_MEDIA_TYPE, VALIDATION_FAILED, BAD_REQUEST, and what `take` throws
 */
export async function receiveFile<T>(req: Request, take: (file: IncomingFile) => Promise<T>): Promise<T> {
  const parser = newParser(req);
  return new Promise<T>((resolve, reject) => {
    let taken: Promise<T> | undefined;
    const refuse = (error: Error): void => {
      req.unpipe(parser);
      reject(error);
    };
    parser.on('file', (field, content, { filename }) => {
      failTogether(req, parser, content);
      if (field !== 'file') content.destroy(badPart(`/${field}`, 'is not a known field; the file goes in `file`'));
      taken = take({ content, name: plainName(filename) });
      taken.catch(refuse);
    });
    parser.once('error', () => {
      refuse(new GatewayError('BAD_REQUEST', { reason: 'the body is not multipart/form-data' }));
    });
    for (const event of ['filesLimit', 'fieldsLimit', 'partsLimit'] as const) {
      parser.once(event, () => {
        refuse(badPart('', 'a request carries one file and no other field'));
      });
    }
    parser.once('close', () => {
      if (taken) taken.then(resolve, reject);
      else reject(badPart('/file', 'is missing'));
    });
    req.pipe(parser);
  });
}
