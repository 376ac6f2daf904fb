// SPDX-License-Identifier: Apache-2.0
import { institution, INSTITUTION_KINDS, listedKeySet, uscc } from '@registry/chaincode/protocol';
import type { Selectable } from 'kysely';
import { z } from 'zod';
import type { Database } from '../../database/openDatabase';
import type { InstitutionsTable } from '../../database/readModelTables';
import { newRegisterOperations } from '../../listing/registerOperations';
import { approvableFields, approvableView } from '../../listing/registerViews';
import type { RoutedOperation } from '../../routing/operation';
import { keyOperations } from './keys';
import type { KeysDeps } from './keys';

const keySets = z
  .array(listedKeySet)
  .optional()
  .describe(
    'The public parts of what it signs with, oldest first: in force from and until, revoked when and why. 签名公钥',
  );

/** GET /institutions and /institutions/{uscc}: who registers, examines, supervises and judges. Public. */
const readOperations = (database: Database): readonly RoutedOperation[] =>
  newRegisterOperations<Selectable<InstitutionsTable>>({
    database,
    many: 'institutions',
    one: 'institution',
    key: { name: 'uscc', column: 'uscc', schema: uscc },
    filters: {
      kind: { column: 'institution_kind', schema: z.enum(INSTITUTION_KINDS).describe('Kind of institution.') },
    },
    item: z.object({ ...approvableFields, status: z.string(), institution, certificateKeys: keySets }),
    view: (row) => {
      const { status, institution: said, certificateKeys } = row.record;
      return { ...approvableView(row), status, institution: said, ...(certificateKeys && { certificateKeys }) };
    },
  });

/** /institutions: who they are, and the keys that they sign with. */
export const institutionOperations = (deps: KeysDeps & { readonly database: Database }): readonly RoutedOperation[] => [
  ...readOperations(deps.database),
  ...keyOperations(deps),
];
