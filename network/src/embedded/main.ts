// SPDX-License-Identifier: Apache-2.0
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { loadTopology } from '../topology';
import { writeConnections } from '../connection';
import { startEmbedded } from './network';

/** Runs the embedded network as a process of its own: `--data DIR [--topology FILE] [--chaincode PATH]`. */
async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      data: { type: 'string' },
      topology: { type: 'string' },
      chaincode: { type: 'string', default: resolve(__dirname, '..', '..', '..', 'chaincode') },
    },
  });
  if (values.data === undefined) throw new Error('Say where the network keeps its data: --data DIR');
  const network = await startEmbedded({
    topology: loadTopology(values.topology),
    dataDir: values.data,
    chaincodePath: values.chaincode,
    log: (entry) => {
      console.error(JSON.stringify({ time: new Date().toISOString(), ...entry }));
    },
  });
  writeConnections(values.data, network.peers);
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.once(signal, () => {
      void network.stop();
    });
  }
  console.log(JSON.stringify(network.status()));
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
});
