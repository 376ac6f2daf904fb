// SPDX-License-Identifier: Apache-2.0
import { profileId } from '@registry/chaincode/protocol';
import type { Database } from '../../database/openDatabase';
import { parseBody, parseParam } from '../../http/validate';
import type { Handler } from '../../routing/operation';
import { submitCommand } from '../../routing/submitCommand';
import type { CommandDeps } from '../../routing/submitCommand';
import { approvalBody, proposalBody } from './views';

export interface ProfilesDeps extends CommandDeps {
  readonly database: Database;
}

/** POST /profiles */
export const proposeProfile =
  (deps: ProfilesDeps): Handler =>
  async (req, res) => {
    const form = parseBody(proposalBody, req);
    res.status(201).json(await submitCommand(deps, req, { contract: 'profile', transaction: 'propose', form }));
  };

/** POST /profiles/{profileId}/approvals */
export const approveProfile =
  (deps: ProfilesDeps): Handler =>
  async (req, res) => {
    const form = { profileId: parseParam(profileId, req, 'profileId'), ...parseBody(approvalBody, req) };
    res.json(await submitCommand(deps, req, { contract: 'profile', transaction: 'approve', form }));
  };
