// SPDX-License-Identifier: Apache-2.0
import { readFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import express from 'express';

/** An Express route that answers one JSON document and does nothing else: what the gateway's reads are compared with. */
const document: unknown = JSON.parse(readFileSync(process.argv[2] ?? '', 'utf8'));
const server = express()
  .get('/', (_request, response) => {
    response.json(document);
  })
  .listen(0, '127.0.0.1', () => {
    process.stdout.write(`${String((server.address() as AddressInfo).port)}\n`);
  });
