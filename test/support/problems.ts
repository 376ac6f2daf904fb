// SPDX-License-Identifier: Apache-2.0
import type { RestAnswer } from '@registry/scripts/rest/restClient';

/** Problem details (RFC 9457) as our gateways give them. */
export interface ProblemBody {
  readonly code: string;
  readonly status: number;
  readonly problems?: readonly { readonly path: string; readonly code: string; readonly message: string }[];
  readonly [member: string]: unknown;
}

/** Holds an answer to being problem details of that status and code, and gives its body. */
export const expectProblem = (answer: RestAnswer, status: number, code: string): ProblemBody => {
  const body = answer.body as ProblemBody;
  expect({ status: answer.status, code: body.code }).toEqual({ status, code });
  expect(answer.headers.get('content-type')).toContain('application/problem+json');
  expect(body.status).toBe(status);
  return body;
};
