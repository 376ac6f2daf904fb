// SPDX-License-Identifier: Apache-2.0
import { PassThrough, type Readable } from 'node:stream';
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
  const unsupported = (cause?: unknown): GatewayError =>
    new GatewayError('UNSUPPORTED_MEDIA_TYPE', { allowed: ['multipart/form-data'] }, { cause });
  if (req.get('content-encoding') !== undefined) throw unsupported();
  try {
    return busboy({ headers: req.headers, limits: LIMITS, defParamCharset: 'utf8' });
  } catch (cause) {
    throw unsupported(cause);
  }
}

const brokeOff = (cause?: Error): GatewayError =>
  new GatewayError('BAD_REQUEST', { reason: 'the upload broke off' }, { cause });

/** What may be wrong with a request before it has been read to its end. */
function watch(req: Request, parser: Busboy, refuse: (error: Error) => void): void {
  parser.once('error', () => {
    refuse(new GatewayError('BAD_REQUEST', { reason: 'the body is not multipart/form-data' }));
  });
  for (const event of ['filesLimit', 'fieldsLimit', 'partsLimit'] as const) {
    parser.once(event, () => {
      refuse(badPart('', 'a request carries one file and no other field'));
    });
  }
  req.once('close', () => {
    if (!req.readableEnded) refuse(brokeOff());
  });
}

/**
 * Gives the one file of a multipart request to a taker as it streams in, and answers when the request was read to its
 * end. The taker's file ends only there: what follows it may be a reason to keep nothing.
 *
 * @param take - must read the file or throw
 * @throws GatewayError UNSUPPORTED_MEDIA_TYPE, VALIDATION_FAILED, BAD_REQUEST, and what `take` throws
 */
export async function receiveFile<T>(req: Request, take: (file: IncomingFile) => Promise<T>): Promise<T> {
  const parser = newParser(req);
  return new Promise<T>((resolve, reject) => {
    // Whoever takes it hears of its errors; where nobody has taken it yet, the refusal says all.
    const file = new PassThrough().on('error', () => undefined);
    let taken: Promise<T> | undefined;
    // Answered when the taker has cleared away what it had begun.
    const refuse = (error: Error): void => {
      req.unpipe(parser);
      file.destroy(error);
      void Promise.allSettled([taken]).then(() => {
        reject(error);
      });
    };
    parser.on('file', (field, content, { filename }) => {
      content.once('error', (cause: Error) => {
        refuse(brokeOff(cause));
      });
      if (field !== 'file') {
        refuse(badPart(`/${field}`, 'is not a known field; the file goes in `file`'));
        return;
      }
      taken = take({ content: content.pipe(file, { end: false }), name: plainName(filename) });
      taken.catch(refuse);
    });
    watch(req, parser, refuse);
    parser.once('close', () => {
      file.end();
      if (taken) taken.then(resolve, reject);
      else refuse(badPart('/file', 'is missing'));
    });
    req.pipe(parser);
  });
}
