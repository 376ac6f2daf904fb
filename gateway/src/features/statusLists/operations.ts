// SPDX-License-Identifier: Apache-2.0
import { STATUS_PURPOSES, uscc } from '@registry/chaincode/protocol';
import { z } from 'zod';
import type { Database } from '../../database/openDatabase';
import { GatewayError } from '../../http/gatewayError';
import { parseParam, parseQuery } from '../../http/validate';
import type { Projector } from '../../projections/projector';
import type { Handler, RoutedOperation } from '../../routing/operation';
import type { SignedStatusList, StatusLists } from '../../trust/statusLists';

export interface StatusListsDeps {
  readonly database: Database;
  readonly projector: Pick<Projector, 'onRows'>;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** Absent where the organization signs nothing. */
  readonly lists?: StatusLists;
}

const year = z.string().regex(/^20\d\d$/, 'must be a year');
const params = z.object({
  registry: uscc.describe('Whose certificates (USCC)'),
  year: year.describe('In which they were numbered'),
});
const query = z.strictObject({
  purpose: z
    .enum(STATUS_PURPOSES)
    .default('message')
    .describe('`message` tells all six statuses apart (three bits an entry), the others have one bit an entry.'),
});

const TYPE = 'application/vc+jwt';

/** Only the registry has the keys for its lists: everybody else says whose gateway to ask. */
const refuseForeign = async (database: Database, registry: string): Promise<never> => {
  const known = await database
    .selectFrom('institutions')
    .select('uscc')
    .where('uscc', '=', registry)
    .executeTakeFirst();
  throw new GatewayError('NOT_FOUND', known && { issuedBy: registry });
};

/** A cache may keep it for half of its lifetime, and never longer than it is valid. */
const secondsOf = ({ validFrom, validUntil }: SignedStatusList, now: number): number =>
  Math.max(0, Math.floor(Math.min((validUntil - validFrom) / 2, validUntil - now) / 1_000));

/** GET /status/{registry}/{year} */
const readList =
  ({ database, now, lists }: StatusListsDeps): Handler =>
  async (req, res) => {
    const registry = parseParam(uscc, req, 'registry');
    const named = parseParam(year, req, 'year');
    const { purpose } = parseQuery(query, req);
    if (lists?.registry !== registry) return refuseForeign(database, registry);
    const list = await lists.read(named, purpose);
    if (list === undefined) throw new GatewayError('NOT_FOUND', { reason: 'no certificate was numbered in that year' });
    const age = String(secondsOf(list, now()));
    res
      .set({ etag: list.tag, 'cache-control': `public, max-age=${age}` })
      .type(TYPE)
      .send(list.jws);
  };

/** The status of all certificates of a registry and year: asking reveals of none that it is checked. */
export const statusListOperations = (deps: StatusListsDeps): readonly RoutedOperation[] => {
  deps.projector.onRows((rows) => {
    deps.lists?.forget(rows);
  });
  return [
    {
      operationId: 'readStatusList',
      method: 'get',
      path: '/status/{registry}/{year}',
      tag: 'certificates',
      summary: 'The status of all certificates of a registry and year, in one signed list',
      description:
        'W3C Bitstring Status List as a JWT credential (ES256). A certificate’s place follows from its number: ' +
        '(month − 1) × 10,000 + serial. Each list has 131,072 entries, whatever it says. It is true as of its ' +
        '`validFrom`, and to be relied on until its `validUntil`, without asking anybody meanwhile.',
      access: 'public',
      ...{ params, query },
      answers: { 200: { description: 'The list', schema: z.string(), contentType: TYPE } },
      refusals: [400, 404, 503],
      handle: readList(deps),
    },
  ];
};
