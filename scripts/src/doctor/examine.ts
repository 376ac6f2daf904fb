// SPDX-License-Identifier: Apache-2.0
import { checkBinaries } from './binaries';
import { checkCertificates } from './certificates';
import { checkChaincode } from './chaincode';
import { checkChannel } from './channel';
import { checkClock } from './clock';
import { checkDatabases } from './databases';
import { LAYERS } from './finding';
import type { Finding } from './finding';
import { checkOrdering } from './ordering';
import { checkPorts } from './ports';
import { networkRuns, presences } from './presence';
import type { RegisterPlace } from './registerPlace';
import { checkStore } from './stores';

export interface ExamineOptions {
  /** A server whose `Date` is believed. */
  readonly timeSource?: string | undefined;
}

/** Looks at every layer of a register, in the order in which they stand on each other. Nothing is started or changed. */
export const examine = async (place: RegisterPlace, { timeSource }: ExamineOptions = {}): Promise<Finding[]> => {
  const all = await presences(place);
  const isRunning = networkRuns(all);
  const findings = [
    ...checkBinaries(place),
    ...checkCertificates(place),
    ...(await checkStore(place)),
    ...checkPorts(place, all),
    ...(isRunning ? await checkOrdering(place) : []),
    ...(await checkChannel(place, isRunning)),
    ...(await checkChaincode(place, isRunning)),
    ...(await checkClock(place, all, timeSource)),
    ...(await checkDatabases(place, all)),
  ];
  return LAYERS.flatMap((layer) => findings.filter((finding) => finding.layer === layer));
};
