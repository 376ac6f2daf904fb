// SPDX-License-Identifier: Apache-2.0
import type { Check } from './check';
import { openDesk, UnexpectedAnswer } from './desk';
import type { DemoRun, Outcome } from './run';

const REGISTRY = 'zhengzhou';
const SUPERVISOR = 'supervisor-officer-1';

/** The last certificate of the demonstration's first registry: nothing was made from it. */
export const revocable = (outcomes: readonly Outcome[]): Outcome | undefined =>
  outcomes.findLast(({ state, registry }) => state === 'REGISTERED' && registry === REGISTRY);

/** The supervisor revokes a certificate, and every gateway says so. */
export const revokeCertificate = async (
  { topology, doors, say }: Pick<DemoRun, 'topology' | 'doors' | 'say'>,
  number: string,
): Promise<Check[]> => {
  const door = doors.find(({ name }) => name === REGISTRY);
  if (!door) return [];
  const officer = await openDesk(topology, door).person(SUPERVISOR);
  const answer = await officer.post(`/certificates/${number}/revoke`, {
    ...{ reasonCode: 'RV-FALSE', effect: 'AB_INITIO' },
    legalBasis: ['郑州市数据产品登记规则（演示）'],
    reason: '经核查，数据来源证明系伪造',
  });
  if (answer.status !== 200) throw new UnexpectedAnswer('Revoking a certificate', answer);
  say(`\n[revocation] 撤销 ${number} (${SUPERVISOR})`);
  const { body } = await officer.get(`/certificates/${number}`);
  return [{ what: `${number} after its revocation`, expected: 'REVOKED', actual: (body as { status: string }).status }];
};

/** Revokes the one that can be, if there is one. */
export const revokeLast = async (run: DemoRun, outcomes: readonly Outcome[]): Promise<Check[]> => {
  const outcome = revocable(outcomes);
  return outcome === undefined ? [] : revokeCertificate(run, outcome.certificateNumber);
};
