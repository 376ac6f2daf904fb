// SPDX-License-Identifier: Apache-2.0
import { existsSync } from 'node:fs';
import { PROFILE } from '../config/configtxYaml';
import type { FabricPlace } from '../place';
import { runTool } from '../tools/runTool';

/**
 * Makes the channel's first block where there is none.
 *
 * @throws FabricError TOOL_FAILED
 */
export async function makeGenesis({ topology, layout, binaries }: FabricPlace): Promise<void> {
  if (existsSync(layout.genesisBlock)) return;
  const parameters = ['-profile', PROFILE, '-channelID', topology.channel, '-outputBlock', layout.genesisBlock];
  await runTool({
    program: binaries.paths.configtxgen,
    parameters: [...parameters, '-configPath', layout.channelConfig],
    env: { FABRIC_LOGGING_SPEC: 'warn' },
  });
}
