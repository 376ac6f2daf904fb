// SPDX-License-Identifier: Apache-2.0
import { amendFiling } from '../domain/applications/amendFiling';
import { withAmendment } from '../domain/objections/decideAmendment';
import type { JsonInput } from '../protocol/canonicalJson';
import type { CaseCommand, CaseCommandName } from '../protocol/schemas/commands';
import { filing as filingSchema } from '../protocol/schemas/filing';
import type { Filing } from '../protocol/schemas/filing';
import type { CaseRecord } from '../protocol/schemas/records';

/** What the commands that change a filing make of it. */
const CHANGES: Partial<Record<CaseCommandName, (filing: Filing, command: object) => JsonInput>> = {
  supplyCorrection: (filing, command) => amendFiling(filing, command as CaseCommand<'supplyCorrection'>),
  supplyAmendment: (filing, command) => withAmendment(filing, command as CaseCommand<'supplyAmendment'>),
};

/** Whether a command changes what has been filed. */
export const changesFiling = (name: CaseCommandName): boolean => CHANGES[name] !== undefined;

/** The filing that a step decides on. What a change makes of it may be no filing: then the step will be refused. */
export const filingFor = (
  name: CaseCommandName,
  command: object,
  { filing }: CaseRecord,
): { readonly filing?: Filing } => {
  if (name === 'grant') return { filing };
  const changed = filingSchema.safeParse(CHANGES[name]?.(filing, command));
  return changed.success ? { filing: changed.data } : {};
};
