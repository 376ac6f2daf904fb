// SPDX-License-Identifier: Apache-2.0
import { bareEnvironment } from './engine';
import type { Layout } from './layout';
import { programOf } from './layout';
import { lastLines, startProcess } from './process';

/**
 * Runs the founding transactions in a process of their own, so that what they load is not held while the register runs.
 * @throws Error with the founding's own words where it fails
 */
export const runFounding = async (
  layout: Layout,
  { topologyFile, testProfiles }: { topologyFile: string; testProfiles: readonly string[] },
): Promise<void> => {
  const logFile = layout.logFile('founding');
  const founding = startProcess({
    name: 'founding',
    script: programOf('scripts', 'founding', 'main.js'),
    parameters: [
      '--network',
      layout.network,
      '--topology',
      topologyFile,
      ...testProfiles.flatMap((id) => ['--test-profile', id]),
    ],
    env: bareEnvironment(),
    logFile,
  });
  const end = await founding.ended;
  if (end !== 'exit code 0')
    throw new Error(`The register could not be founded (${end}):\n${await lastLines(logFile)}`);
};
