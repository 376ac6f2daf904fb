// SPDX-License-Identifier: Apache-2.0
import type { RequestHandler } from 'express';
import type { Credentials } from './credentials';

/** GET /.well-known/did.json: who issues this gateway's credentials; nothing where nobody does. */
export const answerDid =
  (credentials: Pick<Credentials, 'didDocument'> | undefined): RequestHandler =>
  async (_req, res, next) => {
    if (credentials === undefined) next();
    else res.type('application/did+json').send(JSON.stringify(await credentials.didDocument()));
  };
