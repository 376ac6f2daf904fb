// SPDX-License-Identifier: Apache-2.0
import { dirname, resolve } from 'node:path';
import type { FabricPlace } from './place';
import { startNode } from './processes/nodeProcess';

/** The watchdog's own name among the network's processes. */
export const WATCHDOG = 'watchdog';

/** The compiled program of the network's commands, beside the sources as beside the compiled files. */
const PROGRAM = resolve(__dirname, '..', '..', 'dist', 'fabric', 'main.js');

/** Starts the watchdog as a process of the network, which `network:down` stops with the others. */
export const startWatchdog = ({ layout, binaries }: FabricPlace): Promise<void> =>
  startNode(layout, {
    name: WATCHDOG,
    program: process.execPath,
    parameters: [PROGRAM, 'watch', '--dir', layout.root],
    env: { FABRIC_BIN: dirname(binaries.paths.peer) },
    // It says nothing before something happens.
    condition: () => Promise.resolve('WELL'),
  });
