// SPDX-License-Identifier: Apache-2.0
import type { Check } from './check';
import { DEMO_PRODUCTS } from './demoProducts';
import { openDesk, UnexpectedAnswer } from './desk';
import type { Desk } from './desk';
import { openDossier } from './dossier';
import { storeMaterials, submit } from './intake';
import type { DemoRun, Outcome } from './run';
import { today } from './run';

/** Where the same data are filed once more, by somebody else. */
const ELSEWHERE = 'guiyang';
const SOMEBODY_ELSE = 'guiyang-applicant-1';

interface Seen {
  readonly grade: string;
  readonly caseId: string;
  readonly evidence: { readonly isSameContent: boolean; readonly rows?: { readonly from: number } };
}

const readConflicts = async (desk: Desk, caseId: string): Promise<readonly Seen[]> => {
  const officer = await desk.staff('acceptance');
  const answer = await officer.get(`/applications/${caseId}/conflicts`);
  if (answer.status !== 200) throw new UnexpectedAnswer('Looking for conflicts', answer);
  return (answer.body as { items: readonly Seen[] }).items;
};

const wordsOf = (seen: Seen | undefined): string => {
  if (seen === undefined) return 'not found';
  const { isSameContent, rows } = seen.evidence;
  return `${seen.grade}, ${isSameContent ? 'the same content' : `at least ${String(rows?.from ?? 0)} % of the rows`}`;
};

/**
 * Somebody else files data that are registered with another registry: its officer sees that before anything is decided, and
 * the ledger takes the application all the same.
 */
export const checkConflicts = async (run: DemoRun, outcomes: readonly Outcome[]): Promise<Check[]> => {
  const first = outcomes.find(({ state, registry }) => state === 'REGISTERED' && registry !== ELSEWHERE);
  const product = (run.products ?? DEMO_PRODUCTS).find(({ key }) => key === first?.key);
  const door = run.doors.find(({ name }) => name === ELSEWHERE);
  if (!first || !product || !door) return [];
  const desk = openDesk(run.topology, door);
  const again = { ...product, registry: ELSEWHERE, applicant: SOMEBODY_ELSE };
  const say = (line: string): void => {
    run.say(`[conflicts] ${line}`);
  };
  const demoCase = { dossier: await openDossier(again, today()), desk, profileId: run.profileId, say };
  const applicant = await desk.person(SOMEBODY_ELSE);
  const materials = await storeMaterials(demoCase, applicant);
  const { caseId, state } = await submit(demoCase, applicant, { materials, left: [] });
  const seen = (await readConflicts(desk, caseId)).find((one) => one.caseId === first.caseId);
  say(`经办人所见 ${wordsOf(seen)}`);
  return [
    {
      what: `${first.key}, filed at ${ELSEWHERE} by somebody else`,
      expected: 'CO_HOLDER, the same content',
      actual: wordsOf(seen),
    },
    { what: `${first.key}, filed again: taken all the same`, expected: 'SUBMITTED', actual: state },
  ];
};
