// SPDX-License-Identifier: Apache-2.0
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { examine } from './doctor/examine';
import type { Finding } from './doctor/finding';
import { placeIn, usualPlaces } from './doctor/registerPlace';
import type { RegisterPlace } from './doctor/registerPlace';
import { failingLayers, report, reportEntry } from './doctor/report';

const USAGE = `npm run doctor -- [options]
Names the layer of a register that fails (binary, certificate, store, port, channel, chaincode, clock, database) and what
to do. Ends with 1 where one fails. Nothing is started or changed.
  --data DIR           the register's folder (default: data, and data/fabric where it exists)
  --fabric             data/fabric, or of a folder that holds nothing yet: could a Fabric network begin there
  --time-source URL    compare this clock also with the Date of that server
  --json               for programs`;

const say = (text: string): void => {
  console.log(text);
};

interface Examined {
  readonly place: RegisterPlace;
  readonly findings: readonly Finding[];
}

const main = async (): Promise<void> => {
  const { values } = parseArgs({
    options: {
      data: { type: 'string' },
      fabric: { type: 'boolean', default: false },
      'time-source': { type: 'string' },
      json: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) {
    say(USAGE);
    return;
  }
  const engine = values.fabric ? 'fabric' : 'embedded';
  const folder = values.data ?? (values.fabric ? join('data', 'fabric') : undefined);
  const places = folder === undefined ? usualPlaces() : [placeIn(folder, engine)];
  const examined: Examined[] = [];
  for (const place of places) {
    examined.push({ place, findings: await examine(place, { timeSource: values['time-source'] }) });
  }
  if (values.json) say(JSON.stringify(examined.map(({ place, findings }) => reportEntry(place, findings))));
  else say(examined.map(({ place, findings }) => report(place, findings)).join('\n\n'));
  if (examined.some(({ findings }) => failingLayers(findings).length > 0)) process.exitCode = 1;
};

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
