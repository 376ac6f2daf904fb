// SPDX-License-Identifier: Apache-2.0
import { dirname } from 'node:path';
import { Router } from 'express';
import type { Operation } from '../../routing/operation';
import { DOCS_PAGE, DOCS_SCRIPT } from './docsPage';
import { newDocument } from './document';

/** Of swagger-ui-dist only what the page needs; the rest of the package is not served. */
const ASSETS = ['swagger-ui.css', 'swagger-ui-bundle.js', 'favicon-32x32.png'];
const assetFolder = dirname(require.resolve('swagger-ui-dist/package.json'));

/**
 * GET /openapi.json, and the pages made from it at /docs/.
 *
 * @param operations - every operation that is routed
 */
export const newOpenapiRouter = (operations: readonly Operation[]): Router => {
  const document = JSON.stringify(newDocument(operations));
  const router = Router({ strict: true });
  router.get('/openapi.json', (_req, res) => {
    res.type('application/json').send(document);
  });
  router.get('/docs', (req, res) => {
    res.redirect(308, `${req.baseUrl}/docs/`);
  });
  router.get('/docs/', (_req, res) => {
    res.type('html').send(DOCS_PAGE);
  });
  router.get('/docs/open.js', (_req, res) => {
    res.type('text/javascript').send(DOCS_SCRIPT);
  });
  for (const asset of ASSETS) {
    router.get(`/docs/${asset}`, (_req, res) => {
      res.sendFile(asset, { root: assetFolder });
    });
  }
  return router;
};
