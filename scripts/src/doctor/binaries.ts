// SPDX-License-Identifier: Apache-2.0
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { FabricError, locateBinaries } from '@registry/network';
import { programOf } from '../system/layout';
import { failed, well } from './finding';
import type { Finding } from './finding';
import type { RegisterPlace } from './registerPlace';

const LEAST_NODE = [20, 19] as const;

const node = (): Finding => {
  const { node: version } = process.versions;
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const isFit = major > LEAST_NODE[0] || (major === LEAST_NODE[0] && minor >= LEAST_NODE[1]);
  const said = { subject: 'Node', says: `${version} at ${process.execPath}` };
  return isFit ? well('binary', said) : failed('binary', { ...said, remedy: `Install Node ${LEAST_NODE.join('.')}.` });
};

const compiled = (): Finding => {
  const chaincode = join(dirname(require.resolve('@registry/chaincode/package.json')), 'dist', 'index.js');
  const programs = [chaincode, programOf('network', 'embedded', 'main.js'), programOf('gateway', 'main.js')];
  const missing = programs.filter((path) => !existsSync(path));
  if (missing.length === 0) return well('binary', { subject: 'this register', says: 'is compiled' });
  const says = `${missing.join(', ')} is missing`;
  return failed('binary', { subject: 'this register', says, remedy: 'Run "npm run build".' });
};

const fabricPrograms = (): Finding => {
  const subject = 'Fabric';
  try {
    const { version, paths } = locateBinaries();
    return well('binary', { subject, says: `${version} in ${dirname(paths.peer)}` });
  } catch (error) {
    if (!(error instanceof FabricError)) throw error;
    const [says = '', ...advice] = error.message.split('. ');
    const remedy = advice.join('. ') || 'Name the folder of a fitting release in FABRIC_BIN.';
    return failed('binary', { subject, says, remedy });
  }
};

/** The programs that must be there before anything runs. */
export const checkBinaries = ({ engine }: RegisterPlace): Finding[] => [
  node(),
  compiled(),
  ...(engine === 'fabric' ? [fabricPrograms()] : []),
];
