// SPDX-License-Identifier: Apache-2.0
import { addressIn } from '../hostile/described';
import type { Described } from '../hostile/described';
import type { RawDoor, RawRequest } from '../hostile/rawDoor';
import { findMarkers } from './markers';
import type { Names } from './markedCases';

/** Everything that a gateway says to somebody about some cases, as one text. */
export interface Told {
  readonly text: string;
  /** Questions that were answered, and not refused. */
  readonly answered: number;
}

/** Every question that can be asked about what has these names, and one command that would be refused. */
const questionsAbout = (operations: readonly Described[], names: Names): RawRequest[] => {
  const reads = operations.filter(({ method }) => method === 'GET').flatMap(({ path }) => addressIn(path, names) ?? []);
  const plain = reads.map((path) => ({ method: 'GET', path, headers: { accept: 'text/plain' } }));
  return [
    ...reads.map((path) => ({ method: 'GET', path })),
    ...plain.filter(({ path }) => path.startsWith('/inbox/')),
    { method: 'POST', path: `/applications/${names.caseId}/withdraw`, body: '{"reason":"x","more":"x"}' },
    { method: 'POST', path: `/applications/${names.caseId}/grant`, body: '{}' },
  ];
};

/** Asks all that can be asked about some cases, once. */
export const askAll = async (
  door: RawDoor,
  operations: readonly Described[],
  { by, cases }: { readonly by?: string; readonly cases: readonly Names[] },
): Promise<Told> => {
  const questions = new Map(
    cases
      .flatMap((names) => questionsAbout(operations, names))
      .map((one) => [`${one.method} ${one.path} ${JSON.stringify(one.headers)}`, one]),
  );
  const answers: { readonly status: number; readonly text: string }[] = [];
  for (const question of questions.values()) answers.push(await door.read({ ...question, ...(by && { by }) }));
  return {
    text: answers.map(({ text }) => text).join('\n'),
    answered: answers.filter(({ status }) => status < 300).length,
  };
};

/** The names of the markers in a text. */
export const marksIn = ({ text }: Pick<Told, 'text'>, markers: Readonly<Record<string, string>>): string[] =>
  findMarkers(Buffer.from(text), markers);
