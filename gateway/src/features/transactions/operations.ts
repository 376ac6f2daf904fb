// SPDX-License-Identifier: Apache-2.0
import type { Request, Response } from 'express';
import { z } from 'zod';
import { callerIn } from '../../http/requestContext';
import { parseParam } from '../../http/validate';
import type { LedgerPort, TransactionFate } from '../../ledger/port';
import { limitConcurrent } from '../../routing/limitConcurrent';
import type { RoutedOperation } from '../../routing/operation';

export interface TransactionsDeps {
  readonly ledger: Pick<LedgerPort, 'transaction'>;
}

const transactionId = z.string().regex(/^[0-9a-f]{64}$/);

const STATES = ['COMMITTED', 'INVALID', 'UNKNOWN'] as const;

const fateView = z.object({
  transactionId,
  state: z.enum(STATES).describe('UNKNOWN: no block holds it yet; ask again, or repeat the request with its key'),
  validationCode: z.string().optional().describe('The verdict of the ledger, such as VALID or MVCC_READ_CONFLICT'),
  blockNumber: z.int().optional(),
});

const viewOf = (id: string, fate: TransactionFate | undefined): z.infer<typeof fateView> =>
  fate
    ? { transactionId: id, state: fate.validationCode === 'VALID' ? 'COMMITTED' : 'INVALID', ...fate }
    : { transactionId: id, state: 'UNKNOWN' };

/** Of one person. A question about a transaction that no block holds keeps its place at the ledger for a while. */
const QUESTIONS_AT_ONCE = 2;

const readFate =
  ({ ledger }: TransactionsDeps) =>
  async (req: Request, res: Response): Promise<void> => {
    const { identity } = callerIn(req);
    const id = parseParam(transactionId, req, 'transactionId');
    res.json(viewOf(id, await ledger.transaction(identity, id)));
  };

/** /transactions: what became of a command whose answer was 202. */
export const transactionOperations = (deps: TransactionsDeps): readonly RoutedOperation[] => [
  {
    operationId: 'readTransaction',
    method: 'get',
    path: '/transactions/{transactionId}',
    tag: 'transactions',
    access: 'session',
    summary: 'What became of a transaction',
    description: 'Ask here after a 202: it is the same transaction that is looked for, never another one.',
    params: z.object({ transactionId }),
    answers: { 200: { description: 'Its fate', schema: fateView } },
    refusals: [404, 503],
    handle: limitConcurrent(QUESTIONS_AT_ONCE, readFate(deps)),
  },
];
