// SPDX-License-Identifier: Apache-2.0
import { readCarrier } from '@registry/chaincode/protocol';
import type { Database } from '../../database/openDatabase';
import { atHeight } from '../../listing/atHeight';
import { limitConcurrent } from '../../routing/limitConcurrent';
import type { Handler, RoutedOperation } from '../../routing/operation';
import { checkShown, numberIn, readFacts } from './checkShown';
import { readShown, SHOWN_TYPES, verifyForm } from './shownBody';
import { verification } from './verification';

export interface VerifyDeps {
  readonly database: Database;
  readonly channel: string;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

/** Well-formed, and of no certificate. */
const EXAMPLE = {
  text:
    'eyJhbGciOiJFUzI1NiIsImtpZCI6IjkxNDEwMTAwREVNMERKNDEyWSMxIiwidHlwIjoiZHByLWNlcnRpZmljYXRlK2p3cyJ9.eyJ' +
    'jaGFubmVsIjoicmVnaXN0cnkiLCJudW1iZXIiOiJTSjQxMTIwMjYwOTAwMDEiLCJyZWdpc3RlciI6IjExNDEwMDAwREVNMEdMNDE' +
    '0WCIsInJlZ2lzdHJ5IjoiOTE0MTAxMDBERU0wREo0MTJZIiwic2hhMjU2IjoiMmUyMzI1MDE2NDk1N2Q1MTkxMTVmMmRkMjUzMzg' +
    '0ZTQ4NzgwNmU4N2NiMzU1N2ViMTM3MmI5MzdkZmY5Mzk1OSIsInNtMyI6ImZmMDk1YTU5MjU3ZmE0ZDY5Njk3ZTg1OWU0Nzk3ZWE' +
    'xMzVkY2FjMzU2OTk3NTNmNTY2Njc5ZDMyNWZlMDJkNGEiLCJ2YWxpZEZyb20iOiIyMDI2LTA5LTE5IiwidmFsaWRUbyI6IjIwMjk' +
    'tMDktMTkiLCJ2ZXJzaW9uIjoxfQ.wntPvd_TipYULKf7fyyAtOfSEcaQq_EsLcaMlq5Lqzy213juioylTHBGBvAfQPSkXokXQ_b_' +
    '5kyh2etkHnUPNQ',
};

/** How many checks of one address, or one person, are worked on at once: each takes some tens of milliseconds. */
const AT_ONCE = 2;

/** POST /certificates/verify */
const verifyCertificate = ({ database, channel, now }: VerifyDeps): Handler =>
  limitConcurrent(AT_ONCE, async (req, res) => {
    const shown = await readShown(req, res);
    const number = numberIn(readCarrier(shown));
    const at = now();
    const { blockHeight, result } = await atHeight(database, (snapshot) => readFacts(snapshot, { channel, number }));
    res.json({ ...checkShown(shown, result, at), checkedAt: new Date(at).toISOString(), blockHeight });
  });

/** Its body is not only JSON: it stands among the operations that read their own. */
export const verifyOperation = (deps: VerifyDeps): RoutedOperation => ({
  operationId: 'verifyCertificate',
  method: 'post',
  path: '/certificates/verify',
  tag: 'certificates',
  summary: 'Check what somebody shows of a certificate, and compare it with the ledger',
  description:
    'Takes the file of a certificate (as it is, or as `text`), its PDF, its credential, or what its QR code holds, and ' +
    'names everything that is wrong with it and every difference from the ledger, which prevails. What was examined and ' +
    'what was not is said with each answer. At most 1 MiB.',
  access: 'public',
  body: { schema: verifyForm, example: EXAMPLE, instead: SHOWN_TYPES },
  answers: { 200: { description: 'What was found', schema: verification } },
  refusals: [400, 413, 415, 422],
  handle: verifyCertificate(deps),
});
