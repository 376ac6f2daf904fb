// SPDX-License-Identifier: Apache-2.0
import {
  answerInputOf,
  askedNumber,
  recognitionAnswer,
  recognitionQuestion,
  toBase64Url,
} from '@registry/chaincode/protocol';
import type { RecognitionQuestion, RecognitionSaid } from '@registry/chaincode/protocol';
import { z } from 'zod';
import { readPlace } from '../../credentials/credentials';
import type { Database } from '../../database/openDatabase';
import { GatewayError } from '../../http/gatewayError';
import { parseBody, parseQuery } from '../../http/validate';
import { atHeight } from '../../listing/atHeight';
import type { Handler, RoutedOperation } from '../../routing/operation';
import { signEs256 } from '../../signing/privateKeys';
import { readFindings } from './findings';
import type { FindElsewhere } from './findings';
import { heldInForce } from '../../trust/signedRoot';
import type { RootSigner } from '../../trust/signedRoot';

export interface RecognitionQueryDeps {
  readonly database: Database;
  readonly channel: string;
  /** USCC of the organization whose gateway answers. */
  readonly organization: string;
  /** Whether all blocks that the ledger has now can be read: what is signed must not be older than it says. */
  readonly isCurrent: () => Promise<boolean>;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** Of what is not on this ledger. */
  readonly elsewhere: readonly FindElsewhere[];
  /** Absent where the organization signs nothing. */
  readonly signer?: RootSigner;
}

const oneQuestion = recognitionQuestion.omit({ numbers: true }).extend({ number: askedNumber });

const answerView = z.object({
  ...recognitionAnswer.shape,
  jws: z.string().optional().describe('The answer as a compact JWS (ES256), signed by the registry of this gateway'),
});

const sign = async ({ signer }: RecognitionQueryDeps, said: RecognitionSaid): Promise<{ jws?: string }> => {
  const held = signer && (await heldInForce(signer));
  if (held === undefined) return {};
  const input = answerInputOf(said, held.version);
  return { jws: `${input}.${toBase64Url(signEs256(input, held.keys))}` };
};

/** @throws GatewayError LEDGER_UNAVAILABLE where the read model is behind */
const answer = async (deps: RecognitionQueryDeps, question: RecognitionQuestion): Promise<object> => {
  if (!(await deps.isCurrent())) throw new GatewayError('LEDGER_UNAVAILABLE', { reason: 'READ_MODEL_BEHIND' });
  const { database, channel, organization, now } = deps;
  const at = new Date(now()).toISOString();
  const { blockHeight, result } = await atHeight(database, async (snapshot) => ({
    place: await readPlace(snapshot, channel),
    answers: await readFindings(snapshot, { question, at }, deps.elsewhere),
  }));
  const said = { ...result.place, answeredBy: organization, question, answers: result.answers, blockHeight, at };
  return { ...said, ...(await sign(deps, said)) };
};

/** GET /recognition */
const askOne =
  (deps: RecognitionQueryDeps): Handler =>
  async (req, res) => {
    const { number, ...asked } = parseQuery(oneQuestion, req);
    res.json(await answer(deps, { numbers: [number], ...asked }));
  };

/** POST /recognition/query */
const askMany =
  (deps: RecognitionQueryDeps): Handler =>
  async (req, res) => {
    res.json(await answer(deps, parseBody(recognitionQuestion, req)));
  };

const ANSWERS = { 200: { description: 'What is so, and for how long', schema: answerView } };
const DESCRIPTION =
  'A certificate counts in a region if a registry of the region issued it, or recognizes it for the purpose. One that a ' +
  'partner’s ledger or a listed platform holds counts as far as the supervisor’s trust list goes, by what is kept of it ' +
  'here: nobody is asked meanwhile. A platform’s certificate is named `PLATFORM:NUMBER`. The answer ' +
  'is true at the height and the instant that it names, and is signed so that whoever receives it can show it on.';

/** Whether certificates count elsewhere: public, and nothing is fetched to find it out. */
export const recognitionQueryOperations = (deps: RecognitionQueryDeps): readonly RoutedOperation[] => [
  {
    operationId: 'askRecognition',
    method: 'get',
    path: '/recognition',
    tag: 'recognition',
    summary: 'Whether a certificate counts in a region for a purpose. 互认查询',
    description: DESCRIPTION,
    access: 'public',
    query: oneQuestion,
    answers: ANSWERS,
    refusals: [400, 503],
    handle: askOne(deps),
  },
  {
    operationId: 'askRecognitions',
    method: 'post',
    path: '/recognition/query',
    tag: 'recognition',
    summary: 'The same of up to 1,000 certificates at once. 批量互认查询',
    description: DESCRIPTION,
    access: 'public',
    body: {
      schema: recognitionQuestion,
      example: { numbers: ['SJ4112026090001'], purpose: 'LISTING', region: '520100', nonce: 'b1946ac92492d234' },
    },
    answers: ANSWERS,
    refusals: [400, 413, 503],
    handle: askMany(deps),
  },
];
