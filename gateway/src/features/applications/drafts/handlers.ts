// SPDX-License-Identifier: Apache-2.0
import type { JsonObject } from '@registry/chaincode/protocol';
import type { Request, Response } from 'express';
import { z } from 'zod';
import type { Draft, DraftHeading } from '../../../drafts/draft';
import { createDraft, discardDraft, listDrafts, readDraft, reviseDraft } from '../../../drafts/draftStore';
import type { SeenDraft } from '../../../drafts/draftStore';
import { GatewayError } from '../../../http/gatewayError';
import { callerIn } from '../../../http/requestContext';
import type { Caller } from '../../../http/requestContext';
import { requestIdOf } from '../../../http/requestId';
import { idempotencyKeyOf, parseBody, parseParam, parseQuery, versionOf } from '../../../http/validate';
import { pageFields, pageOf, planPage } from '../../../listing/page';
import type { Handler } from '../../../routing/operation';
import { caseUrl } from '../filing';
import type { DraftsDeps } from './deps';
import { fileDraft } from './fileDraft';
import { findRefusal } from './findings';
import { draftForm, draftId, tagOf } from './views';

export const draftsQuery = z.strictObject(pageFields);

/** Only those who file keep drafts. */
const filerIn = (req: Request): Caller => {
  const caller = callerIn(req);
  const allowed = ['applicant', 'agent'];
  if (!allowed.includes(caller.role)) throw new GatewayError('FORBIDDEN', { role: caller.role, allowed });
  return caller;
};

const placeIn = (req: Request): Omit<SeenDraft, 'version'> => ({
  owner: filerIn(req).identityKey,
  draftId: parseParam(draftId, req, 'draftId'),
});

const seenIn = (req: Request): SeenDraft => ({ ...placeIn(req), version: versionOf(req) });

const formIn = (req: Request): JsonObject => parseBody(draftForm, req) as JsonObject;

const nowOf = ({ now }: DraftsDeps): string => new Date(now()).toISOString();

const answer = (res: Response, draft: Draft): void => {
  res.set('etag', tagOf(draft)).json(draft);
};

/** GET /drafts */
export const listOwnDrafts =
  ({ drafts }: DraftsDeps): Handler =>
  async (req, res) => {
    const { identityKey } = filerIn(req);
    const query = parseQuery(draftsQuery, req);
    const order = { column: 'updated_at', key: 'draft_id', descending: true };
    const plan = planPage({ list: 'drafts' }, order, query);
    const place = ({ updatedAt, draftId: key }: DraftHeading): { value: string; key: string } => ({
      value: updatedAt,
      key,
    });
    res.json(pageOf(plan, await listDrafts(drafts, identityKey, plan), (row) => row, place));
  };

/** POST /drafts */
export const saveDraft =
  (deps: DraftsDeps): Handler =>
  async (req, res) => {
    const { identityKey: owner } = filerIn(req);
    const idempotencyKey = idempotencyKeyOf(req);
    const draft = await createDraft(deps.drafts, { owner, idempotencyKey, form: formIn(req), at: nowOf(deps) });
    res.status(201).location(`/api/v1/drafts/${draft.draftId}`);
    answer(res, draft);
  };

/** GET /drafts/{draftId} */
export const readOwnDraft =
  ({ drafts }: DraftsDeps): Handler =>
  async (req, res) => {
    answer(res, await readDraft(drafts, placeIn(req)));
  };

/** PUT /drafts/{draftId} */
export const replaceDraft =
  (deps: DraftsDeps): Handler =>
  async (req, res) => {
    const seen = seenIn(req);
    answer(res, await reviseDraft(deps.drafts, seen, { form: formIn(req), at: nowOf(deps) }));
  };

/** DELETE /drafts/{draftId} */
export const deleteDraft =
  ({ drafts }: DraftsDeps): Handler =>
  async (req, res) => {
    await discardDraft(drafts, seenIn(req));
    res.status(204).end();
  };

/** GET /drafts/{draftId}/findings */
export const readFindings =
  (deps: DraftsDeps): Handler =>
  async (req, res) => {
    const caller = filerIn(req);
    const { draftId: id, version, form } = await readDraft(deps.drafts, placeIn(req));
    const instance = `urn:uuid:${requestIdOf(req)}`;
    const refusal = await findRefusal(deps, { caller, form, instance });
    const isReady = refusal === undefined;
    res.set('etag', tagOf({ version })).json({ draftId: id, version, isReady, ...(refusal && { refusal }) });
  };

/** POST /drafts/{draftId}/submit */
export const submitDraft =
  (deps: DraftsDeps): Handler =>
  async (req, res) => {
    const caller = filerIn(req);
    const filing = { caller, seen: seenIn(req), idempotencyKey: idempotencyKeyOf(req) };
    const filed = await fileDraft(deps, filing);
    res.status(201).location(caseUrl(filed)).json(filed);
  };
