// SPDX-License-Identifier: Apache-2.0
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import autocannon from 'autocannon';
import { storeMaterials, submit } from '@registry/scripts/demo/intake';
import { carryThrough } from '@registry/scripts/demo/procedure';
import { bareEnvironment } from '@registry/scripts/system/engine';
import { startProcess } from '@registry/scripts/system/process';
import type { TestSystem } from '../support/system';
import type { Figure } from './figures';

const SECONDS = 5;
const ROUNDS = 3;

const requestsPerSecond = async (url: string): Promise<number> => {
  const { requests, non2xx, errors } = await autocannon({ url, connections: 10, duration: SECONDS });
  if (non2xx + errors > 0) throw new Error(`${url} answered ${String(non2xx + errors)} requests wrongly`);
  return requests.average;
};

/** A certificate that was registered for this. @returns its number */
export const registerCertificate = async (system: TestSystem): Promise<string> => {
  const demoCase = await system.newCase('zhengzhou');
  const applicant = await demoCase.desk.person('zhengzhou-applicant-2');
  const materials = await storeMaterials(demoCase, applicant);
  await submit(demoCase, applicant, { materials, left: [] });
  const { certificateNumber } = await carryThrough(demoCase, materials);
  return String(certificateNumber);
};

const average = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;

/** Both servers in turns, so that what else the machine does falls on both. */
const compare = async (gatewayUrl: string, bareUrl: string): Promise<{ gateway: number; bare: number }> => {
  const gateway: number[] = [];
  const bare: number[] = [];
  await requestsPerSecond(gatewayUrl);
  await requestsPerSecond(bareUrl);
  for (let round = 0; round < ROUNDS; round += 1) {
    gateway.push(await requestsPerSecond(gatewayUrl));
    bare.push(await requestsPerSecond(bareUrl));
  }
  return { gateway: average(gateway), bare: average(bare) };
};

/** Checks of a certificate, against an Express route in a process of its own that answers the same bytes. */
export const measureCertificates = async (system: TestSystem): Promise<Figure[]> => {
  const path = `/certificates/${await registerCertificate(system)}`;
  const { body } = await system.anonymous('zhengzhou').get(path);
  const folder = mkdtempSync(join(tmpdir(), 'registry-bare-'));
  const documentFile = join(folder, 'document.json');
  writeFileSync(documentFile, JSON.stringify(body));
  const bareServer = startProcess({
    name: 'bare Express route',
    script: join(__dirname, 'bareServer.js'),
    parameters: [documentFile],
    speaks: true,
    env: bareEnvironment(),
    logFile: join(folder, 'bare.log'),
  });
  try {
    const port = await bareServer.firstLine;
    const url = `${system.url('zhengzhou')}/api/v1${path}`;
    const { gateway, bare } = await compare(url, `http://127.0.0.1:${port}/`);
    return [
      { name: 'GET /certificates/{number}', value: gateway, unit: '/s' },
      { name: 'bare Express route with the same JSON', value: bare, unit: '/s' },
      {
        name: 'GET /certificates/{number} by bare route',
        value: gateway / bare,
        unit: '',
        limit: { kind: 'atLeast', value: 0.4 },
      },
    ];
  } finally {
    await bareServer.stop();
    rmSync(folder, { recursive: true, force: true });
  }
};
