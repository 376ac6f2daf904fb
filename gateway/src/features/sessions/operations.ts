// SPDX-License-Identifier: Apache-2.0
import type { Request, Response } from 'express';
import { z } from 'zod';
import { SESSION_COOKIE, tokenOf } from '../../http/authenticate';
import { GatewayError } from '../../http/gatewayError';
import { callerIn, type Caller } from '../../http/requestContext';
import { parseBody } from '../../http/validate';
import type { RoutedOperation } from '../../routing/operation';
import type { Sessions } from '../../wallet/sessions';

export interface SessionsDeps {
  readonly sessions: Pick<Sessions, 'open' | 'end'>;
  /** Whether people reach us over https, so that the cookie must never go another way. */
  readonly isSecure: boolean;
}

const tag = 'sessions';

const loginForm = z.strictObject({
  username: z.string().min(1).max(64).describe('The name in the user file'),
  password: z.string().min(1).max(256).describe('The password in the user file'),
});

const userView = z.object({
  username: z.string(),
  displayName: z.string().describe('The body that the person works for, and the staff number'),
  role: z.string(),
  staffNo: z.string(),
  uscc: z.string().optional(),
  mspId: z.string().describe('The organization that vouches for the person on the ledger'),
});

const sessionView = z.object({
  token: z.string().describe('For the header `Authorization: Bearer …`; it is shown this once'),
  expiresAt: z.iso.datetime(),
  user: userView,
});

const viewOf = ({ username, displayName, role, staffNo, uscc, mspId }: Caller): z.infer<typeof userView> => ({
  username,
  displayName,
  role,
  staffNo,
  mspId,
  ...(uscc === undefined ? {} : { uscc }),
});

const login =
  ({ sessions, isSecure }: SessionsDeps) =>
  async (req: Request, res: Response): Promise<void> => {
    const form = parseBody(loginForm, req);
    const { token, expiresAt, caller } = await sessions.open({ ...form, address: req.ip ?? '' });
    res.cookie(SESSION_COOKIE, token, {
      httpOnly: true,
      sameSite: 'strict',
      secure: isSecure,
      path: '/',
      expires: expiresAt,
    });
    res.status(201).json({ token, expiresAt: expiresAt.toISOString(), user: viewOf(caller) });
  };

const logout =
  ({ sessions, isSecure }: SessionsDeps) =>
  async (req: Request, res: Response): Promise<void> => {
    const token = tokenOf(req);
    if (token === undefined) throw new GatewayError('UNAUTHENTICATED');
    await sessions.end(token);
    res.clearCookie(SESSION_COOKIE, { httpOnly: true, sameSite: 'strict', secure: isSecure, path: '/' });
    res.status(204).end();
  };

const whoAmI = (req: Request, res: Response): Promise<void> => {
  res.json(viewOf(callerIn(req)));
  return Promise.resolve();
};

/** /sessions: logging in and out. */
export const sessionOperations = (deps: SessionsDeps): readonly RoutedOperation[] => [
  {
    operationId: 'login',
    method: 'post',
    path: '/sessions',
    tag,
    access: 'public',
    summary: 'Log in',
    description: 'Answers a token, and sets the same as a cookie that scripts cannot read.',
    body: { schema: loginForm, example: { username: 'zhengzhou-applicant-1', password: 'as in the user file' } },
    answers: { 201: { description: 'The session that was opened', schema: sessionView } },
    refusals: [400, 401, 422, 429],
    handle: login(deps),
  },
  {
    operationId: 'readSession',
    method: 'get',
    path: '/sessions/current',
    tag,
    access: 'session',
    summary: 'Who you are here',
    answers: { 200: { description: 'You', schema: userView } },
    handle: whoAmI,
  },
  {
    operationId: 'logout',
    method: 'delete',
    path: '/sessions/current',
    tag,
    access: 'session',
    summary: 'Log out',
    answers: { 204: { description: 'The token is worth nothing any more' } },
    handle: logout(deps),
  },
];
