// SPDX-License-Identifier: Apache-2.0
import { setTimeout as delay } from 'node:timers/promises';
import { newRestClient } from '../rest/restClient';
import type { RestAnswer, RestClient } from '../rest/restClient';
import type { Check } from './check';
import { DEMO_PRODUCTS } from './demoProducts';
import { openDesk, UnexpectedAnswer } from './desk';
import type { Desk, GatewayDoor } from './desk';
import { revocable } from './revocation';
import type { DemoRun, Outcome } from './run';

const SOURCE = 'zhengzhou';
const RECOGNIZING = 'guiyang';
/** Of the recognizing registry's region (GB/T 2260). */
const REGION = '520100';
const legalBasis = ['数据产品登记互认规则（演示）'];
const PATIENCE = 30_000;
const PAUSE = 200;

type RecognitionRun = Pick<DemoRun, 'topology' | 'doors' | 'say' | 'products'>;

interface Registry {
  readonly uscc: string;
  readonly mspId: string;
  readonly profileIds: readonly string[];
}

interface Doors {
  readonly source: GatewayDoor;
  readonly recognizing: GatewayDoor;
}

/** A recognition of the demonstration. */
export interface Recognized {
  readonly number: string;
  readonly recognitionNo: string;
}

const bodyOf = (answer: RestAnswer, step: string): unknown => {
  if (answer.status >= 300) throw new UnexpectedAnswer(step, answer);
  return answer.body;
};

const doorsOf = ({ doors }: RecognitionRun): Doors | undefined => {
  const [source, recognizing] = [SOURCE, RECOGNIZING].map((name) => doors.find((door) => door.name === name));
  return source && recognizing && { source, recognizing };
};

const registryOf = async (run: RecognitionRun, { recognizing }: Doors): Promise<Registry> => {
  const organization = run.topology.organizations.find(({ name }) => name === RECOGNIZING);
  const answer = await newRestClient(recognizing.url).get('/institutions?kind=REGISTRY');
  const { items } = bodyOf(answer, 'Reading the registries') as { items: { institution: Registry }[] };
  const found = items.map(({ institution }) => institution).find(({ mspId }) => mspId === organization?.mspId);
  if (found === undefined) throw new Error(`The register has no registry of ${RECOGNIZING}.`);
  return found;
};

const holderOf = ({ products = DEMO_PRODUCTS }: RecognitionRun, { key }: Outcome): string => {
  const product = products.find((one) => one.key === key);
  if (product === undefined) throw new Error(`The demonstration has no product ${key}.`);
  return product.agent ?? product.applicant;
};

interface Counted {
  readonly recognized: boolean;
  readonly reason?: string;
  readonly outcome?: string;
}

/** Whether a certificate counts at the other registry, as anybody is told there. */
const counts = async ({ recognizing }: Doors, number: string): Promise<string> => {
  const query = `number=${number}&purpose=LISTING&region=${REGION}`;
  const answer = await newRestClient(recognizing.url).get(`/recognition?${query}`);
  const { answers } = bodyOf(answer, 'Asking whether a certificate is recognized') as { answers: Counted[] };
  const [said] = answers;
  return said?.recognized === true ? (said.outcome ?? 'ISSUED') : (said?.reason ?? '');
};

interface Decision {
  readonly outcome: 'FULL' | 'CONDITIONAL' | 'REFUSED';
  readonly verdict: 'EQUIVALENT' | 'CONDITIONAL' | 'NOT_EQUIVALENT';
  readonly says: object;
}

/** What is decided of the first certificates, one after the other. */
const DECISIONS: readonly Decision[] = [
  { outcome: 'FULL', verdict: 'EQUIVALENT', says: {} },
  {
    outcome: 'CONDITIONAL',
    verdict: 'CONDITIONAL',
    says: { purposes: ['LISTING'], conditions: ['仅限在贵阳数据交易场所挂牌'] },
  },
  { outcome: 'REFUSED', verdict: 'NOT_EQUIVALENT', says: { reasonCode: 'RC-PROFILE' } },
];

const pointsOf = (verdict: string): object => {
  const point = { verdict, finding: '两地审查要点比对（演示）' };
  return { description: point, source: point, rights: point };
};

interface Asking {
  readonly recognitionNo: string;
  readonly blockNumber: number;
}

interface Asked {
  readonly holder: RestClient;
  readonly desk: Desk;
  readonly registry: Registry;
  readonly decision: Decision;
}

/** Asked for by the holder at home, verified and decided by two people of the other registry. */
const recognize = async (number: string, { holder, desk, registry, decision }: Asked): Promise<Recognized> => {
  const form = { number, registry: registry.uscc, purposes: ['LISTING', 'TRADE'] };
  const asked = await holder.post('/recognitions', form);
  const { recognitionNo, blockNumber } = bodyOf(asked, 'Asking') as Asking;
  const [reviewer, decider] = [await desk.staff('reviewer'), await desk.staff('decider')];
  await untilRead(reviewer, blockNumber);
  const verified = { profileId: registry.profileIds[0], points: pointsOf(decision.verdict) };
  bodyOf(await reviewer.post(`/recognitions/${recognitionNo}/verify`, verified), 'Verifying');
  const said = { outcome: decision.outcome, legalBasis, reason: '互认决定（演示）', ...decision.says };
  bodyOf(await decider.post(`/recognitions/${recognitionNo}/decide`, said), 'Deciding');
  return { number, recognitionNo };
};

/** The other gateway reads the same ledger, a moment later. */
async function untilRead(client: RestClient, blockNumber: number): Promise<void> {
  const until = Date.now() + PATIENCE;
  for (;;) {
    const { blockHeight } = bodyOf(await client.get('/recognitions'), 'Reading') as { blockHeight: number };
    if (blockHeight > blockNumber) return;
    if (Date.now() > until) throw new Error(`Block ${String(blockNumber)} cannot be read at ${RECOGNIZING}.`);
    await delay(PAUSE);
  }
}

/** The certificate that will be revoked first; then others of the same registry. */
const sourcesOf = (outcomes: readonly Outcome[]): Outcome[] => {
  const first = revocable(outcomes);
  const others = outcomes.filter((one) => one.state === 'REGISTERED' && one.registry === SOURCE && one !== first);
  return first === undefined ? [] : [first, ...others].slice(0, DECISIONS.length);
};

/**
 * Has certificates of one registry recognized by the other: in full, under conditions, and not.
 *
 * @returns what was recognized in full, to be followed until it ends
 */
export const recognizeElsewhere = async (
  run: RecognitionRun,
  outcomes: readonly Outcome[],
): Promise<{ readonly checks: Check[]; readonly recognized?: Recognized }> => {
  const doors = doorsOf(run);
  if (doors === undefined) return { checks: [] };
  const registry = await registryOf(run, doors);
  const [home, desk] = [openDesk(run.topology, doors.source), openDesk(run.topology, doors.recognizing)];
  const checks: Check[] = [];
  const made: Recognized[] = [];
  for (const [index, outcome] of sourcesOf(outcomes).entries()) {
    const decision = DECISIONS[index] as Decision;
    const holder = await home.person(holderOf(run, outcome));
    const one = await recognize(outcome.certificateNumber, { holder, desk, registry, decision });
    const actual = await counts(doors, one.number);
    run.say(`[recognition] 互认 ${one.number} → ${one.recognitionNo}: ${actual}`);
    checks.push({ what: `${one.number} at ${RECOGNIZING}`, expected: decision.outcome, actual });
    made.push(one);
  }
  return { checks, ...(made[0] !== undefined && { recognized: made[0] }) };
};

interface Summary {
  readonly state: string;
  readonly followed?: { readonly propagationMs: number };
}

/** After a revocation at home: counts no longer elsewhere, and the ledger says so, with the time that took. */
export const checkEnded = async (run: RecognitionRun, recognized: Recognized | undefined): Promise<Check[]> => {
  const doors = doorsOf(run);
  if (recognized === undefined || doors === undefined) return [];
  const { number, recognitionNo } = recognized;
  const decider = await openDesk(run.topology, doors.recognizing).staff('decider');
  const until = Date.now() + PATIENCE;
  for (;;) {
    const read = await decider.get(`/recognitions/${recognitionNo}`);
    const { summary } = bodyOf(read, 'Reading a recognition') as { summary: Summary };
    if (summary.state === 'ENDED' || Date.now() > until) {
      const took = summary.followed?.propagationMs ?? '–';
      run.say(`[recognition] ${recognitionNo} after the revocation of ${number}: ${summary.state}, ${String(took)} ms`);
      return [
        { what: `${number} at ${RECOGNIZING}, revoked at ${SOURCE}`, expected: 'ENDED', actual: summary.state },
        { what: `${number} asked at ${RECOGNIZING}`, expected: 'ENDED', actual: await counts(doors, number) },
      ];
    }
    await delay(PAUSE);
  }
};
