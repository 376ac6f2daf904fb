// SPDX-License-Identifier: Apache-2.0
import { randomBytes, randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { ApplicationForm } from '@registry/chaincode/protocol';
import type { RestAnswer, RestClient } from '@registry/scripts/rest/restClient';
import { withContentOf } from '../content';
import { sendBatch } from './batch';
import type { Access } from './batch';
import { attempt } from './journal';
import type { Journal, Operation } from './journal';

/** Where clients work: one registry, its people, and what they file. */
export interface Workplace {
  readonly registry: string;
  readonly access: Access;
  readonly applicant: RestClient;
  readonly acceptance: RestClient;
  readonly form: ApplicationForm;
  /** Cases that were acknowledged and that nobody has dealt with yet. */
  readonly waiting: string[];
}

export interface Load {
  readonly journal: Journal;
  readonly isOver: () => boolean;
}

/** Where nobody answers, a client asks again a little later and not at once. */
const PAUSE_MS = 60;
const LINES = 5;

const rootOf = (form: ApplicationForm): string => form.product.content.sha256Root;

/** Repeats some work until the load is over; `false` asks for a pause. */
const repeat = async ({ isOver }: Load, work: () => Promise<boolean>): Promise<void> => {
  while (!isOver()) if (!(await work())) await sleep(PAUSE_MS);
};

const wasDone = ({ verdict }: Operation): boolean => verdict === 'ACKNOWLEDGED';

const post = (client: RestClient, path: string, body: unknown): (() => Promise<RestAnswer>) => {
  const key = randomUUID();
  return () => client.post(path, body, key);
};

/** Files one application after another, each with a content of its own. */
export const fileOn = ({ applicant, form, registry, waiting }: Workplace, load: Load): Promise<void> =>
  repeat(load, async () => {
    const own = withContentOf(form, randomUUID());
    const operation = load.journal.note(`file ${registry}`, post(applicant, '/applications', own), rootOf(own));
    await attempt(operation);
    if (operation.place) waiting.push(operation.place.caseId);
    return wasDone(operation);
  });

/** Files what the ledger refuses: nothing of it may ever be there. */
export const misfileOn = ({ applicant, form, registry }: Workplace, load: Load): Promise<void> =>
  repeat(load, async () => {
    const wrong = { ...withContentOf(form, randomUUID()), profileId: 'none-2026' };
    await attempt(load.journal.note(`misfile ${registry}`, post(applicant, '/applications', wrong), rootOf(wrong)));
    return false;
  });

/** Deals with what was filed: one case is accepted, the next is withdrawn by its applicant. */
export const dealOn = (workplace: Workplace, load: Load): Promise<void> => {
  const { acceptance, applicant, form, waiting, registry } = workplace;
  const checklist = form.materials.map(({ type }) => ({ type, verdict: 'OK' }));
  let isAccepting = false;
  return repeat(load, async () => {
    const caseId = waiting.shift();
    if (caseId === undefined) return false;
    isAccepting = !isAccepting;
    const send = isAccepting
      ? post(acceptance, `/applications/${caseId}/accept`, { checklist })
      : post(applicant, `/applications/${caseId}/withdraw`, { reason: '产品拟调整后重新申请。' });
    return wasDone(await attempt(load.journal.note(`${isAccepting ? 'accept' : 'withdraw'} ${registry}`, send)));
  });
};

/** Files batches; each line is a command of its own with an answer of its own. */
export const batchOn = ({ access, form, registry }: Workplace, load: Load): Promise<void> =>
  repeat(load, async () => {
    const key = randomUUID();
    const forms = Array.from({ length: LINES }, () => withContentOf(form, randomUUID()));
    const lineOf = async (at: number, answers = sendBatch(access, key, forms)): Promise<RestAnswer> => {
      const answer = (await answers).get(at + 1);
      if (answer) return answer;
      throw new Error('the answer broke off before this line');
    };
    // The first sending is one for all lines; each repetition sends the whole batch once more.
    const first = sendBatch(access, key, forms);
    first.catch(() => undefined);
    let isFirst = true;
    const operations = forms.map((one, at) =>
      load.journal.note(`line ${registry}`, () => lineOf(at, isFirst ? first : undefined), rootOf(one)),
    );
    await Promise.all(operations.map(attempt));
    isFirst = false;
    return operations.every(wasDone);
  });

/** Uploads small files; what was acknowledged must be there for ever. */
export const uploadOn = ({ applicant, registry }: Workplace, load: Load): Promise<void> =>
  repeat(load, async () => {
    const bytes = Buffer.from(`编号,数值\n${randomBytes(4_000).toString('hex')}\n`);
    try {
      const { status, body } = await applicant.upload({ bytes, name: '样例.csv', mime: 'text/csv' });
      if (status !== 201) return false;
      load.journal.uploads.push({ registry, docId: (body as { docId: string }).docId, bytes });
      return true;
    } catch {
      // The gateway is gone: whether it had taken the file, nobody was told.
      return false;
    }
  });

interface Page {
  readonly blockHeight: number;
  readonly items: readonly { readonly caseId: string; readonly eventSeq: number }[];
}

/** Reads the own cases again and again; neither the height nor a case may go back. */
export const readOn = ({ applicant, registry }: Workplace, load: Load): Promise<void> => {
  const seen = new Map<string, number>();
  const notBack = (what: string, value: number): void => {
    const before = seen.get(what) ?? -1;
    if (value < before) load.journal.backwards.push(`${registry}: ${what} from ${String(before)} to ${String(value)}`);
    seen.set(what, value);
  };
  return repeat(load, async () => {
    try {
      const { status, body } = await applicant.get('/applications?mine=true&limit=50&sort=-lastEventAt');
      if (status !== 200) return false;
      const { blockHeight, items } = body as Page;
      notBack('the height', blockHeight);
      for (const { caseId, eventSeq } of items) notBack(caseId, eventSeq);
    } catch {
      // Nobody answers: nothing was read.
    }
    return false;
  });
};
