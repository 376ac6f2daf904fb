// SPDX-License-Identifier: Apache-2.0
import type { Described } from './described';
import { hostileBodies } from './hostileValues';
import { namesField } from './judge';
import { isSaying, spoiltTexts } from './requests';
import type { RawDoor, Verdict } from './rawDoor';
import type { Stage } from './stage';

/** A line of a batch with what must be said to it. */
export interface HostileLine {
  readonly what: string;
  readonly text: string;
  readonly isRefused: (verdict: Verdict) => boolean;
}

interface LineResult {
  readonly line: number;
  readonly status: number;
  readonly code?: string;
  readonly problems?: readonly { readonly path: string }[];
}

const filing = ({ operations }: Stage): Described =>
  operations.find(({ operationId }) => operationId === 'submitApplication')!;

const BATCH = '/applications/batch';
const NDJSON = 'application/x-ndjson';
/** What stands for a line that goes on over the next one would be two lines. */
const onOneLine = (text: string): string => text.replaceAll('\n', ' ');

/** Every hostile filing as a line of its own: what a form is refused for, a line is refused for. */
export const hostileLines = (stage: Stage): HostileLine[] => {
  const { fields, example } = filing(stage).body!;
  const fieldwise = hostileBodies(fields, example).map(({ kind, field, body }) => ({
    what: `${field.pointer} ${kind}`,
    text: JSON.stringify(body),
    isRefused: (verdict: Verdict): boolean =>
      (kind === 'too long' && isSaying('400 INVALID_JSON', '413 PAYLOAD_TOO_LARGE')(verdict)) ||
      (isSaying('422 VALIDATION_FAILED')(verdict) && namesField(field, verdict.paths)),
  }));
  const wholes = spoiltTexts(example).map(({ kind, text, expected }) => ({
    what: kind,
    text: onOneLine(text),
    isRefused: isSaying(expected),
  }));
  return [...fieldwise, ...wholes];
};

const verdictOf = ({ status, code = '', problems = [] }: LineResult): Verdict => ({
  ...{ status, code },
  paths: problems.map(({ path }) => path),
});

/** Sends lines as one batch. @returns what was said to each, in their order */
export const sendBatch = async (door: RawDoor, by: string, lines: readonly string[]): Promise<Verdict[]> => {
  const headers = { 'content-type': NDJSON };
  const { text } = await door.read({ method: 'POST', path: BATCH, by, headers, body: lines.join('\n') });
  const results = text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as LineResult);
  return results.sort((one, other) => one.line - other.line).map(verdictOf);
};
