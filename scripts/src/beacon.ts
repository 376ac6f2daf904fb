// SPDX-License-Identifier: Apache-2.0
import { parseArgs } from 'node:util';
import { newKeeping } from './beacon/keeping';
import { turnBeacon } from './beacon/turn';
import type { Turned } from './beacon/turn';
import { beaconFolder, connectAsSupervisor, officersOf } from './founding/supervisor';
import { REGISTER_OPTIONS, registerIn, topologyOf } from './system/runningRegister';
import type { RunningRegister } from './system/runningRegister';

const USAGE = `npm run beacon -- [options]
Turns the beacon of a running register for its supervisor: reveals the value of the round, so that the draws of agencies
that wait for it can be carried out, and commits to the next. The values lie in network/beacon of the register's folder.
  --data DIR           the register's folder (default: data, or data/fabric)
  --fabric             the register is on a Fabric network`;

const wordsOf = ({ round, ended }: Turned): string =>
  ended === undefined
    ? 'The beacon has begun: round 1.'
    : `Round ${String(round - 1)} is ${ended}; round ${String(round)} is secret now.`;

const turn = async (register: RunningRegister): Promise<Turned> => {
  const { network } = register.layout;
  const topology = topologyOf(register);
  const ledger = connectAsSupervisor(network, topology);
  try {
    const { proposer } = officersOf(topology, network);
    return await turnBeacon({ ledger, officer: proposer, keeping: newKeeping(beaconFolder(network)) });
  } finally {
    ledger.close();
  }
};

const main = async (): Promise<void> => {
  const { values } = parseArgs({
    options: {
      ...REGISTER_OPTIONS,
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) {
    console.log(USAGE);
    return;
  }
  console.log(wordsOf(await turn(registerIn(values))));
};

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
