// SPDX-License-Identifier: Apache-2.0
import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { parseJson, trustedOthers, validated } from '@registry/chaincode/protocol';
import { loadFounding } from '@registry/network';
import { connectAsSupervisor } from './founding/supervisor';
import { REGISTER_OPTIONS, registerIn, topologyOf } from './system/runningRegister';
import type { RunningRegister } from './system/runningRegister';
import type { Others } from './trust/nextList';
import { publishTrustList } from './trust/publish';
import type { PublishedList } from './trust/publish';
import { publishingOf } from './trust/publishing';

const USAGE = `npm run trust-list -- [options]
Publishes the next trust list of a running register for its supervisor: whom the ledger accredits, with their keys as they
are now, and the other ledgers and platforms that --others names. The supervisor's keys lie in network/trust of the
register's folder.
  --others FILE        JSON with "partners", "platforms" or both; without it they stay as they are
  --data DIR           the register's folder (default: data, or data/fabric)
  --fabric             the register is on a Fabric network`;

const readOthers = (file: string): Others => {
  const { partners, platforms } = validated(trustedOthers, parseJson(readFileSync(file, 'utf8')));
  return { ...(partners && { partners }), ...(platforms && { platforms }) };
};

const publish = async (register: RunningRegister, others: Others): Promise<PublishedList> => {
  const { network } = register.layout;
  const topology = topologyOf(register);
  const ledger = connectAsSupervisor(network, topology);
  try {
    const founding = loadFounding({ topology, testProfiles: [] });
    return await publishTrustList({ ...publishingOf({ ledger, topology, founding, network }), others });
  } finally {
    ledger.close();
  }
};

const main = async (): Promise<void> => {
  const { values } = parseArgs({
    options: {
      ...REGISTER_OPTIONS,
      others: { type: 'string' },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) {
    console.log(USAGE);
    return;
  }
  const others = values.others === undefined ? {} : readOthers(values.others);
  const { list } = await publish(registerIn(values), others);
  console.log(`Trust list ${String(list.version)} is in force, until ${list.nextUpdate}.`);
};

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
