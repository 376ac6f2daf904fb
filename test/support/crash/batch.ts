// SPDX-License-Identifier: Apache-2.0
import type { ApplicationForm } from '@registry/chaincode/protocol';
import type { RestAnswer } from '@registry/scripts/rest/restClient';

/** Whose session, at which gateway. */
export interface Access {
  readonly url: string;
  readonly token: string;
}

type Line = { readonly line: number; readonly status: number };

/** A line that was cut off says nothing. */
const parsed = (text: string): Line[] => {
  try {
    return [JSON.parse(text) as Line];
  } catch {
    return [];
  }
};

const readAsFarAsItGoes = async (response: Response): Promise<string> => {
  const decoder = new TextDecoder();
  let text = '';
  try {
    for await (const chunk of response.body as unknown as AsyncIterable<Uint8Array>) text += decoder.decode(chunk);
  } catch {
    // The gateway was killed: the lines before it are answered, the others are not.
  }
  return text;
};

const answerOfLine = (response: Response, line: Line): RestAnswer => ({
  status: line.status,
  headers: response.headers,
  body: line,
});

/**
 * Files a batch and gives each line's answer by its number, from 1; lines without one are not in it.
 *
 * @throws TypeError of fetch where no answer came at all
 */
export const sendBatch = async (
  { url, token }: Access,
  key: string,
  forms: readonly ApplicationForm[],
): Promise<ReadonlyMap<number, RestAnswer>> => {
  const response = await fetch(`${url}/api/v1/applications/batch`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${token}`,
      'content-type': 'application/x-ndjson',
      'idempotency-key': key,
    },
    body: forms.map((form) => `${JSON.stringify(form)}\n`).join(''),
  });
  const text = await readAsFarAsItGoes(response);
  if (response.status !== 200) {
    const body: unknown = JSON.parse(text);
    return new Map(forms.map((_, at) => [at + 1, { status: response.status, headers: response.headers, body }]));
  }
  const lines = text.split('\n').filter(Boolean).flatMap(parsed);
  return new Map(lines.map((line) => [line.line, answerOfLine(response, line)]));
};
