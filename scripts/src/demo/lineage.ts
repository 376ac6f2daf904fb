// SPDX-License-Identifier: Apache-2.0
import { newRestClient } from '../rest/restClient';
import type { Check } from './check';
import { DEMO_PRODUCTS } from './demoProducts';
import { openDesk, UnexpectedAnswer } from './desk';
import type { DemoRun, Outcome } from './run';

interface Certificate {
  readonly number: string;
  readonly validTo: string;
  readonly validityBoundedBy: string;
}

interface Record {
  readonly filing: { readonly product: { readonly upstream: readonly { readonly certificateNumber?: string }[] } };
}

const read = async <T>(client: ReturnType<typeof newRestClient>, path: string): Promise<T> => {
  const answer = await client.get(path);
  if (answer.status !== 200) throw new UnexpectedAnswer(`Reading ${path}`, answer);
  return answer.body as T;
};

/** Holds a certificate against those of the registrations that its product is made from. */
const checksOf = async (run: DemoRun, outcome: Outcome, sources: readonly Outcome[]): Promise<Check[]> => {
  const door = run.doors.find(({ name }) => name === outcome.registry);
  if (!door) throw new Error(`No gateway of ${outcome.registry} is known.`);
  const anonymous = newRestClient(door.url);
  const numbers = sources.map(({ certificateNumber }) => certificateNumber);
  const upstream = await Promise.all(numbers.map((one) => read<Certificate>(anonymous, `/certificates/${one}`)));
  const decider = await openDesk(run.topology, door).staff('decider');
  const { record } = await read<{ record: Record }>(decider, `/applications/${outcome.caseId}`);
  const { validTo, validityBoundedBy } = await read<Certificate>(
    anonymous,
    `/certificates/${outcome.certificateNumber}`,
  );
  const [first = ''] = upstream.map((one) => one.validTo).sort();
  return [
    {
      what: `${outcome.key}: linked registrations`,
      expected: numbers.join(' '),
      actual: record.filing.product.upstream.map(({ certificateNumber = '–' }) => certificateNumber).join(' '),
    },
    { what: `${outcome.key}: valid to`, expected: `${first} (UPSTREAM)`, actual: `${validTo} (${validityBoundedBy})` },
  ];
};

/** For every derived product that was registered: whether it is linked to its sources, and ends with the first of them. */
export const checkLineage = async (run: DemoRun, outcomes: readonly Outcome[]): Promise<Check[]> => {
  const checks: Check[] = [];
  for (const { key, derivedFrom = [] } of run.products ?? DEMO_PRODUCTS) {
    const outcome = outcomes.find((one) => one.key === key && one.state === 'REGISTERED');
    if (derivedFrom.length === 0 || outcome === undefined) continue;
    const sources = derivedFrom.flatMap((source) => outcomes.find((one) => one.key === source) ?? []);
    checks.push(...(await checksOf(run, outcome, sources)));
  }
  return checks;
};
