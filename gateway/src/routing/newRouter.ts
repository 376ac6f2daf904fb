// SPDX-License-Identifier: Apache-2.0
import { Router } from 'express';
import { requireCaller } from '../http/requestContext';
import type { RoutedOperation } from './operation';
import { refuseUnasked } from './refuseUnasked';

/** `{caseId}` in the description is `:caseId` in Express. */
const expressPath = (path: string): string => path.replace(/\{([A-Za-z]+)\}/g, ':$1');

/** The routes of some operations. An operation that is not public lets nobody in who is not logged in. */
export const newRouter = (operations: readonly RoutedOperation[]): Router => {
  const router = Router();
  for (const operation of operations) {
    const { method, path, access, handle } = operation;
    const guards = access === 'public' ? [] : [requireCaller];
    router[method](expressPath(path), ...guards, refuseUnasked(operation), handle);
  }
  return router;
};
