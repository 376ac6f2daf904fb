// SPDX-License-Identifier: Apache-2.0
import { institution, INSTITUTION_KINDS, uscc } from '@registry/chaincode/protocol';
import type { Selectable } from 'kysely';
import { z } from 'zod';
import type { Database } from '../../database/openDatabase';
import type { InstitutionsTable } from '../../database/readModelTables';
import { newRegisterOperations } from '../../listing/registerOperations';
import { approvableFields, approvableView } from '../../listing/registerViews';
import type { RoutedOperation } from '../../routing/operation';

/** GET /institutions and /institutions/{uscc}: who registers, examines, supervises and judges. Public. */
export const institutionOperations = (database: Database): readonly RoutedOperation[] =>
  newRegisterOperations<Selectable<InstitutionsTable>>({
    database,
    many: 'institutions',
    one: 'institution',
    key: { name: 'uscc', column: 'uscc', schema: uscc },
    filters: {
      kind: { column: 'institution_kind', schema: z.enum(INSTITUTION_KINDS).describe('Kind of institution.') },
    },
    item: z.object({ ...approvableFields, status: z.string(), institution }),
    view: (row) => ({ ...approvableView(row), status: row.record.status, institution: row.record.institution }),
  });
