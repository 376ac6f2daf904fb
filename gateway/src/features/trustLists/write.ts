// SPDX-License-Identifier: Apache-2.0
import type { Database } from '../../database/openDatabase';
import { parseBody, parseParam } from '../../http/validate';
import type { Handler } from '../../routing/operation';
import { submitCommand } from '../../routing/submitCommand';
import type { CommandDeps } from '../../routing/submitCommand';
import { approvalBody, proposalBody, versionParam } from './views';

export interface TrustListsDeps extends CommandDeps {
  readonly database: Database;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

/** POST /trust-lists */
export const proposeTrustList =
  (deps: TrustListsDeps): Handler =>
  async (req, res) => {
    res.status(201).json(
      await submitCommand(deps, req, {
        contract: 'trustList',
        transaction: 'propose',
        form: parseBody(proposalBody, req),
      }),
    );
  };

/** POST /trust-lists/{version}/approvals */
export const approveTrustList =
  (deps: TrustListsDeps): Handler =>
  async (req, res) => {
    const version = Number(parseParam(versionParam, req, 'version'));
    res.json(
      await submitCommand(deps, req, {
        contract: 'trustList',
        transaction: 'approve',
        form: { version, ...parseBody(approvalBody, req) },
      }),
    );
  };
