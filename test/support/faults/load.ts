// SPDX-License-Identifier: Apache-2.0
import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { sha256Hex, utf8, type ApplicationForm } from '@registry/chaincode/protocol';
import { buildApplication } from '@registry/scripts/demo/filing';
import type { FiledMaterial } from '@registry/scripts/demo/filing';
import { storeMaterials } from '@registry/scripts/demo/intake';
import { withContentOf } from '../content';
import type { History } from '../history/history';
import { RecordingClient } from '../history/recordingClient';
import { TEST_PROFILE } from '../system';
import type { TestSystem } from '../system';

/** One registry's people at work, and the cases that they have in hand. */
interface Counter {
  readonly registry: string;
  readonly form: ApplicationForm;
  readonly materials: readonly FiledMaterial[];
  /** Filed and not yet accepted. */
  readonly filed: string[];
  readonly known: string[];
  readonly client: (role: string, person: string) => Promise<RecordingClient>;
}

export interface Load {
  /** Lets every client finish what it has begun. */
  stop(): Promise<void>;
}

const THINKING_MS = 120;

const openCounter = async (register: TestSystem, registry: string, history: History): Promise<Counter> => {
  const demoCase = await register.newCase(registry);
  const applicant = await demoCase.desk.person(`${registry}-applicant-2`);
  const materials = await storeMaterials(demoCase, applicant);
  return {
    registry,
    form: buildApplication(demoCase.dossier, materials, { profileId: TEST_PROFILE }),
    materials,
    filed: [],
    known: [],
    client: async (role, person) =>
      new RecordingClient(`${registry} ${role}`, await demoCase.desk.person(`${registry}-${person}`), history),
  };
};

/** Files a case of its own content. Every third client that is told that nothing was written leaves it at that. */
const file = async ({ form, filed, known }: Counter, client: RecordingClient, turn: number): Promise<void> => {
  const key = randomUUID();
  const intention = { key, command: 'submit', subject: sha256Hex(utf8(key)), path: '/applications' };
  const { answer } = await client.resolve({ ...intention, body: withContentOf(form, key) }, turn % 3 === 0);
  if (answer === undefined) return;
  filed.push(answer.caseId);
  known.push(answer.caseId);
};

/** Accepts the oldest case; every other time once more under another key, which the ledger must refuse. */
const accept = async ({ materials, filed }: Counter, client: RecordingClient, turn: number): Promise<void> => {
  const caseId = filed.shift();
  if (caseId === undefined) return;
  const checklist = materials.map(({ type }) => ({ type, verdict: 'OK' }));
  const intention = { command: 'accept', subject: caseId, path: `/applications/${caseId}/accept`, body: { checklist } };
  const { outcome } = await client.resolve({ ...intention, key: randomUUID() });
  if (outcome === 'ACKNOWLEDGED' && turn % 2 === 0) await client.resolve({ ...intention, key: randomUUID() });
};

/** Tries to withdraw what somebody else has filed. */
const interfere = async ({ known }: Counter, client: RecordingClient, turn: number): Promise<void> => {
  const caseId = known[turn % Math.max(1, known.length)];
  if (caseId === undefined) return;
  const path = `/applications/${caseId}/withdraw`;
  const body = { reason: '申请人自行撤回本次申请。' };
  await client.resolve({ key: randomUUID(), command: 'withdraw', subject: caseId, path, body });
};

const look = async ({ known }: Counter, client: RecordingClient, turn: number): Promise<void> => {
  const recent = known.slice(-6);
  const caseId = recent[turn % Math.max(1, recent.length)];
  if (caseId !== undefined) await client.look(caseId);
};

const JOBS = [
  { role: 'filer 1', person: 'applicant-2', job: file },
  { role: 'filer 2', person: 'applicant-2', job: file },
  { role: 'officer', person: 'acceptance-1', job: accept },
  { role: 'stranger', person: 'applicant-1', job: interfere },
  { role: 'reader', person: 'applicant-2', job: look },
] as const;

/** Five people at each registry's gateway, each of whom acts, waits for the answer, thinks and acts again. */
export const startLoad = async (
  register: TestSystem,
  registries: readonly string[],
  history: History,
): Promise<Load> => {
  const state = { isOver: false };
  const counters = await Promise.all(registries.map((registry) => openCounter(register, registry, history)));
  const work = counters.flatMap((counter) =>
    JOBS.map(async ({ role, person, job }) => {
      const client = await counter.client(role, person);
      for (let turn = 1; !state.isOver; turn += 1) {
        await job(counter, client, turn);
        await sleep(THINKING_MS);
      }
    }),
  );
  const all = Promise.all(work);
  all.catch(() => undefined);
  return {
    stop: async () => {
      state.isOver = true;
      await all;
    },
  };
};
