// SPDX-License-Identifier: Apache-2.0
import { caseId, interferenceForms, reportId } from '@registry/chaincode/protocol';
import type { JsonValue } from '@registry/chaincode/protocol';
import type { Request, Response } from 'express';
import { z } from 'zod';
import type { Database } from '../../database/openDatabase';
import { GatewayError } from '../../http/gatewayError';
import { callerIn } from '../../http/requestContext';
import { parseBody, parseParam, parseQuery } from '../../http/validate';
import { atHeight } from '../../listing/atHeight';
import type { Projector } from '../../projections/projector';
import { commitmentsIn } from '../../projections/commitments';
import type { Handler } from '../../routing/operation';
import { submitCommand } from '../../routing/submitCommand';
import type { Sealing } from '../../sealing/port';
import { readReports } from './readReports';
import type { FoundReport } from './readReports';
import { viewReport } from './view';

export interface InterferenceDeps {
  readonly database: Database;
  readonly sealing: Sealing;
  readonly projector: Pick<Projector, 'waitFor'>;
  /** Milliseconds that an answer waits for its own block. */
  readonly readYourWritesMs: number;
}

export const reportsQuery = z.strictObject({ caseId: caseId.optional() });

/** A commitment that came to the ledger with something else first is not opened: it may have been copied. */
const isOwn = async ({ database }: InterferenceDeps, id: string, value: JsonValue): Promise<boolean> => {
  const commitments = commitmentsIn(value);
  const rows = await database
    .selectFrom('case_commitments')
    .select('commitment')
    .where('commitment', 'in', commitments)
    .where('case_id', '=', id)
    .execute();
  return rows.length === commitments.length;
};

const opened = async (deps: InterferenceDeps, report: FoundReport): Promise<JsonValue> => {
  const view = viewReport(report);
  return (await isOwn(deps, view.reportId, view)) ? deps.sealing.reveal(view) : view;
};

/** GET /interference-reports */
export const listReports =
  (deps: InterferenceDeps): Handler =>
  async (req, res) => {
    const caller = callerIn(req);
    const query = parseQuery(reportsQuery, req);
    const { blockHeight, result } = await atHeight(deps.database, (snapshot) =>
      readReports(snapshot, caller, query.caseId),
    );
    res.json({ items: await Promise.all(result.map((report) => opened(deps, report))), blockHeight });
  };

/** GET /interference-reports/{reportId}: 404 for a stranger as for a report that is not there. */
export const readReport =
  (deps: InterferenceDeps): Handler =>
  async (req, res) => {
    const id = parseParam(reportId, req, 'reportId');
    const reports = await readReports(deps.database, callerIn(req));
    const report = reports.find(({ reported }) => reported.recordId === id);
    if (report === undefined) throw new GatewayError('NOT_FOUND');
    res.json(await opened(deps, report));
  };

/** POST /interference-reports */
export const reportInterference =
  (deps: InterferenceDeps) =>
  async (req: Request, res: Response): Promise<void> => {
    const form = parseBody(interferenceForms.report, req);
    res.status(201).json(
      await submitCommand(deps, req, {
        contract: 'interference',
        transaction: 'report',
        form,
        pointers: ['/statement'],
      }),
    );
  };

/** POST /interference-reports/{reportId}/close */
export const closeReport =
  (deps: InterferenceDeps) =>
  async (req: Request, res: Response): Promise<void> => {
    const form = { reportId: parseParam(reportId, req, 'reportId'), ...parseBody(interferenceForms.close, req) };
    res.json(
      await submitCommand(deps, req, { contract: 'interference', transaction: 'close', form, pointers: ['/reason'] }),
    );
  };
