// SPDX-License-Identifier: Apache-2.0
import { z } from 'zod';
import type { Database } from '../../database/openDatabase';
import { atHeight } from '../../listing/atHeight';
import type { Partners } from '../../partners/partners';
import { PARTNER_STATES } from '../../partners/sources';
import type { PartnerSource } from '../../partners/sources';
import type { Handler, RoutedOperation } from '../../routing/operation';
import { readApprovedLists } from '../../trust/readTrustLists';

export interface PartnersDeps {
  readonly database: Database;
  /** Absent where none are configured. */
  readonly partners?: Pick<Partners, 'sources'>;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

const partnerView = z.object({
  ledgerId: z.string(),
  name: z.string().optional(),
  state: z
    .enum(PARTNER_STATES)
    .describe('REFUTED: it showed something that does not check, and nothing of it counts until it is put right'),
  problem: z
    .object({ code: z.string(), about: z.string(), since: z.string() })
    .optional()
    .describe('What was wrong at the last attempt'),
  reachedAt: z.string().optional().describe('When everything that it showed was last found right'),
  trustList: z.int().optional().describe('The version of its own trust list that is believed'),
  accredited: z.object({ from: z.string(), to: z.string().optional() }).optional(),
});

const viewPartner = ({ address, state, listed, anchor, kept }: PartnerSource): z.infer<typeof partnerView> => {
  const version = anchor?.lists.at(-1)?.version;
  const { problem, reachedAt } = kept;
  return {
    ledgerId: address.ledgerId,
    ...(listed && { name: listed.name }),
    state,
    ...(problem && { problem: { code: problem.code, about: problem.about, since: problem.since } }),
    ...(reachedAt !== undefined && { reachedAt }),
    ...(version !== undefined && { trustList: version }),
    ...(listed && { accredited: { from: listed.from, ...(listed.to !== undefined && { to: listed.to }) } }),
  };
};

/** GET /partners */
const listPartners =
  ({ database, partners, now }: PartnersDeps): Handler =>
  async (_req, res) => {
    const at = new Date(now()).toISOString();
    const { blockHeight, result } = await atHeight(database, async (snapshot) => {
      const list = (await readApprovedLists(snapshot)).at(-1)?.list;
      return (await partners?.sources(snapshot, list, at)) ?? [];
    });
    res.json({ items: result.map(viewPartner), at, blockHeight });
  };

/** Registers of other consortia whose certificates are answered for here. */
export const partnerOperations = (deps: PartnersDeps): readonly RoutedOperation[] => [
  {
    operationId: 'listPartners',
    method: 'get',
    path: '/partners',
    tag: 'recognition',
    summary: 'The ledgers of other consortia that this gateway follows, and how each stands. 互认伙伴账本',
    description:
      'Only configured partners are asked, and only those whom the supervisor’s trust list names are believed.',
    access: 'public',
    answers: {
      200: {
        description: 'Every partner',
        schema: z.object({ items: z.array(partnerView), at: z.string(), blockHeight: z.int() }),
      },
    },
    refusals: [400],
    handle: listPartners(deps),
  },
];
