// SPDX-License-Identifier: Apache-2.0
import {
  certificateDomain,
  certificateNumber,
  parseInstant,
  secondsOf,
  STATUS_NUMBERS,
  type CertificateRecord,
  type RegisterPlace,
  type StatusRoot,
} from '@registry/chaincode/protocol';
import type { Request } from 'express';
import { z } from 'zod';
import { readPlace } from '../../credentials/credentials';
import type { Database } from '../../database/openDatabase';
import { GatewayError } from '../../http/gatewayError';
import { parseParam, parseQuery } from '../../http/validate';
import type { Handler, RoutedOperation } from '../../routing/operation';
import { endorseRoot } from '../../trust/signedRoot';
import type { RootSigner } from '../../trust/signedRoot';
import { statedStatusOf } from '../../trust/statusTree';
import type { StatusTree, TreePlace, TreeRoot } from '../../trust/statusTree';
import { proofView, rootQuery, rootView } from './views';

export interface StatusRootsDeps {
  readonly database: Database;
  readonly tree: Pick<StatusTree, 'follow'>;
  readonly channel: string;
  /** Whether all blocks that the ledger has now can be read: what is signed must not be older than it says. */
  readonly isCurrent: () => Promise<boolean>;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** Absent where the organization signs nothing. */
  readonly signer?: RootSigner;
}

/** How far back another gateway's instant may lie, so that both can sign one root. */
const MAX_AGE = 120_000;

const momentOf = ({ now }: StatusRootsDeps, req: Request): string => {
  const current = now();
  const { at = new Date(current).toISOString() } = parseQuery(rootQuery, req);
  const age = current - parseInstant(at);
  if (age >= 0 && age <= MAX_AGE) return at;
  const problem = { path: '/at', code: 'out_of_range', message: 'must lie in the last two minutes' };
  throw new GatewayError('BAD_REQUEST', {}, { problems: [problem] });
};

/** @throws GatewayError LEDGER_UNAVAILABLE; LedgerUnavailable */
const assertCurrent = async ({ isCurrent }: StatusRootsDeps): Promise<void> => {
  if (!(await isCurrent())) throw new GatewayError('LEDGER_UNAVAILABLE', { reason: 'READ_MODEL_BEHIND' });
};

type SignedView = z.infer<typeof rootView>;

const viewRoot = async (deps: StatusRootsDeps, place: RegisterPlace, root: StatusRoot): Promise<SignedView> => {
  const endorsement = deps.signer && (await endorseRoot(deps.signer, place, root));
  return { ...place, domainSalt: String(certificateDomain(place).salt), ...root, ...(endorsement && { endorsement }) };
};

/** GET /status-roots/current */
const readRoot =
  (deps: StatusRootsDeps): Handler =>
  async (req, res) => {
    const at = momentOf(deps, req);
    await assertCurrent(deps);
    const place = await readPlace(deps.database, deps.channel);
    const root = (await deps.tree.follow()).root();
    res.json(await viewRoot(deps, place, { ...root, at }));
  };

const find = async ({ database }: StatusRootsDeps, number: string): Promise<CertificateRecord> => {
  const row = await database
    .selectFrom('certificates')
    .select('record')
    .where('number', '=', number)
    .executeTakeFirst();
  if (row === undefined) throw new GatewayError('NOT_FOUND');
  return row.record;
};

interface Standing {
  readonly record: CertificateRecord;
  readonly place: TreePlace;
  readonly root: TreeRoot;
}

/** How often a certificate may change between two looks at the tree. */
const ATTEMPTS = 5;

/** A certificate and its place in a tree that was the same before and after it was read. */
const standingOf = async (deps: StatusRootsDeps, number: string): Promise<Standing> => {
  for (let attempt = 1; ; attempt += 1) {
    const tree = await deps.tree.follow();
    const [root, place] = [tree.root(), tree.place(number)];
    const record = await find(deps, number);
    if (place === undefined) throw new GatewayError('NOT_FOUND');
    const after = (await deps.tree.follow()).root();
    if (after.height === root.height || attempt === ATTEMPTS) return { record, place, root };
  }
};

const viewStatus = (record: CertificateRecord, { index, path }: TreePlace): z.infer<typeof proofView>['status'] => {
  const { status, suspendedUntil } = statedStatusOf(record);
  return {
    status: STATUS_NUMBERS[status],
    suspendedUntil: suspendedUntil === undefined ? 0 : secondsOf(suspendedUntil),
    index,
    path: [...path],
  };
};

/** GET /certificates/{number}/evm-proof */
const readProof =
  (deps: StatusRootsDeps): Handler =>
  async (req, res) => {
    const number = parseParam(certificateNumber, req, 'number');
    const at = momentOf(deps, req);
    await assertCurrent(deps);
    const place = await readPlace(deps.database, deps.channel);
    const { record, place: standing, root } = await standingOf(deps, number);
    const { signatures } = record;
    if (signatures === undefined) throw new GatewayError('NOT_FOUND', { reason: 'the certificate is not signed' });
    res.json({
      statement: statedStatusOf(record).statement,
      ...{ keys: signatures.keys, eip712: signatures.eip712, status: viewStatus(record, standing) },
      statusRoot: await viewRoot(deps, place, { ...root, at }),
    });
  };

/** What EVM chains are told: the root over all certificates with their status, and where one stands under it. */
export const statusRootOperations = (deps: StatusRootsDeps): readonly RoutedOperation[] => [
  {
    operationId: 'readStatusRoot',
    method: 'get',
    path: '/status-roots/current',
    tag: 'certificates',
    summary: 'The root over all certificates with their status, signed by this registry',
    description:
      'A Merkle root (RFC 9162) that every organization finds from its own blocks. Ask several gateways with the same ' +
      '`at`, and publish it with their signatures to a verifier on an EVM chain.',
    access: 'public',
    query: rootQuery,
    answers: { 200: { description: 'The root', schema: rootView } },
    refusals: [400, 503],
    handle: readRoot(deps),
  },
  {
    operationId: 'readEvmProof',
    method: 'get',
    path: '/certificates/{number}/evm-proof',
    tag: 'certificates',
    summary: 'What a verifier on an EVM chain asks for of a certificate',
    description: 'The signed statement, its place under the status root of this moment, and that root.',
    access: 'public',
    params: z.object({ number: certificateNumber.describe('The 15-character national number. 登记编号') }),
    query: rootQuery,
    answers: { 200: { description: 'Statement, signature and proof', schema: proofView } },
    refusals: [400, 404, 503],
    handle: readProof(deps),
  },
];
