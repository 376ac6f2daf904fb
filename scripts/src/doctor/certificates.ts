// SPDX-License-Identifier: Apache-2.0
import { inspectIdentities } from '@registry/network';
import { failed, idle, warning, well } from './finding';
import type { Finding } from './finding';
import type { RegisterPlace } from './registerPlace';

const RENEW = 'Move the folder away and start again: what is missing is issued anew by the same authority.';

/** Every key and certificate that the topology asks for: there, fitting, and in force. */
export const checkCertificates = ({ topology, layout }: RegisterPlace): Finding[] => {
  const inspection = inspectIdentities({ topology, dir: layout.identities });
  if (!inspection) return [idle('certificate', { subject: 'identities', says: 'are made at the first start' })];
  const { count, firstEnd, problems } = inspection;
  const findings = problems.map(({ folder, problem, isWarning }) =>
    (isWarning ? warning : failed)('certificate', { subject: folder, says: problem, remedy: RENEW }),
  );
  if (findings.length > 0) return findings;
  const says = `${String(count)} certificates are in force until ${firstEnd?.toISOString().slice(0, 10) ?? 'ever'}`;
  return [well('certificate', { subject: 'identities', says })];
};
