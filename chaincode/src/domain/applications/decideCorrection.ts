// SPDX-License-Identifier: Apache-2.0
import type { CaseCommand } from '../../protocol/schemas/commands';
import { filing as filingSchema } from '../../protocol/schemas/filing';
import type { Filing } from '../../protocol/schemas/filing';
import type { CaseRecord } from '../../protocol/schemas/records';
import { validated } from '../../protocol/schemas/validate';
import { checkClaims } from '../claims/flags';
import { demand } from '../demand';
import { amendFiling } from './amendFiling';
import { caseEvent, documentsOf } from './caseEvent';
import { openDeadline } from './deadline';
import type { Decide } from './facts';
import { isFilingField } from './filingFields';
import { assertFileable, documentsOnLedger } from './filingRules';
import { withValueAt } from './pointer';

type Item = CaseCommand<'requestCorrection'>['items'][number];

/** What an applicant may correct of a filing beside its materials; registry and profile are fixed by the case. */
const CORRECTABLE = /^\/(?:agent|applicants|product|rights|withhold)(?:\/|$)/;

const nameOf = ({ target }: Item): string => ('material' in target ? target.material : target.field);

/** An undeclared registration elsewhere is put right where registrations elsewhere are declared. */
const PRIOR_FIELDS = ['/product/priorRegistrations', 'PRIOR_REGISTRATION_PROOF'];

const isAboutItsReason = (item: Item): boolean =>
  item.reasonCode !== 'CR-PRIOR' || PRIOR_FIELDS.some((name) => nameOf(item).startsWith(name));

/**
 * A field that is not there yet can be listed, but the place for it must be. What no filing has must not: nobody could
 * supply it, and the case would wait for it until its period is over.
 */
const isCorrectable = (filing: Filing, item: Item): boolean => {
  const { target } = item;
  if (!isAboutItsReason(item)) return false;
  if ('material' in target) return target.material !== 'REVIEW_REPORT';
  const { field } = target;
  return CORRECTABLE.test(field) && isFilingField(field) && withValueAt(filing, field, null) !== undefined;
};

/** Row 3: everything that is to be corrected, asked for once and in one list. */
export const decideRequestCorrection: Decide<'requestCorrection'> = ({ record, command, facts, row }) => {
  const { items } = command;
  const names = items.map(nameOf);
  const wrong = items.filter(
    (item, index) => !isCorrectable(record.filing, item) || names.indexOf(nameOf(item)) !== index,
  );
  demand(wrong.length === 0, 'CORRECTION_LIST_INVALID', { items: wrong.map(nameOf) });
  const deadline = openDeadline('CORRECTION', facts);
  const [reason] = items.map(({ reasonCode }) => ({ reasonCode }));
  const data = { items, deadline };
  return [caseEvent({ caseId: record.caseId, row, facts }, 'correctionRequested', data, { deadline, ...reason })];
};

const differences = (record: CaseRecord, supplied: readonly string[]): { missing: string[]; notListed: string[] } => {
  const listed = (record.correction?.items ?? []).map(nameOf);
  return {
    missing: listed.filter((name) => !supplied.includes(name)),
    notListed: supplied.filter((name, index) => !listed.includes(name) || supplied.indexOf(name) !== index),
  };
};

/** Row 4: all listed items and nothing else; the acceptance period begins anew. */
export const decideSupplyCorrection: Decide<'supplyCorrection'> = ({ record, command, facts, row }) => {
  const { materials, fields } = command;
  const types = [...new Set(materials.map((material) => material.type))];
  const { missing, notListed } = differences(record, [...types, ...fields.map((field) => field.path)]);
  demand(missing.length === 0 && notListed.length === 0, 'CORRECTION_NOT_AS_LISTED', { missing, notListed });
  const amended = validated(filingSchema, amendFiling(record.filing, command));
  assertFileable(amended, facts, documentsOnLedger(record.filing));
  const deadline = openDeadline('ACCEPTANCE', facts);
  const docs = documentsOf(materials);
  const claims = checkClaims({ filing: amended, submittedBy: record.submittedBy }, facts.claims, facts.now);
  const data = { materials, fields, deadline, ...(claims !== undefined && { claims }) };
  return [caseEvent({ caseId: record.caseId, row, facts }, 'correctionSupplied', data, { deadline, docs })];
};
