// SPDX-License-Identifier: Apache-2.0
import { sealedPaths } from '@registry/chaincode/protocol';
import type { ApplicationForm, CommandForm, Filing, JsonValue } from '@registry/chaincode/protocol';
import { z } from 'zod';
import type { FieldProblem } from '../../http/gatewayError';
import { GatewayError } from '../../http/gatewayError';

type Fields = CommandForm<'supplyCorrection'>['fields'];

const isContainer = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;

/** Own members only: a pointer comes from the request. */
const step = (value: unknown, name: string): unknown =>
  isContainer(value) && Object.hasOwn(value, name) ? value[name] : undefined;

/** A list may grow by one at its end; no other new member of a list makes sense. */
const mayPut = (parent: unknown, name: string): parent is Record<string, unknown> => {
  if (Array.isArray(parent)) return /^(0|[1-9]\d{0,2})$/.test(name) && Number(name) <= parent.length;
  return isContainer(parent) && name !== '__proto__';
};

/** @returns false where the pointer leads through something that is not there */
const put = (filing: unknown, path: string, value: JsonValue): boolean => {
  const names = path.slice(1).split('/');
  const last = names.pop() ?? '';
  const parent = names.reduce(step, filing);
  if (!mayPut(parent, last)) return false;
  parent[last] = value;
  return true;
};

/** What the sealing rules look at; whether the rest is right is for the ledger to judge. */
const sealable = z.looseObject({
  applicants: z.array(z.looseObject({ applicantType: z.string(), operation: z.looseObject({}).optional() })),
  product: z.looseObject({}),
  rights: z.array(z.looseObject({})),
  withhold: z.array(z.looseObject({ path: z.string() })),
});

const problem = (index: number, code: string, message: string): FieldProblem => ({
  path: `/fields/${index}/path`,
  code,
  message,
});

const refuse = (problems: readonly FieldProblem[]): never => {
  throw new GatewayError('VALIDATION_FAILED', {}, { problems });
};

const corrected = (filing: Filing, fields: Fields): ApplicationForm => {
  const copy = structuredClone(filing);
  const problems = fields.flatMap(({ path, value }, index) =>
    put(copy, path, value) ? [] : [problem(index, 'unknown_field', 'is not a field of the filing')],
  );
  if (problems.length > 0) refuse(problems);
  const parsed = sealable.safeParse(copy);
  if (!parsed.success) refuse([{ path: '/fields', code: 'invalid_type', message: 'break the form of the filing' }]);
  return copy as unknown as ApplicationForm;
};

/** Clear values only: somebody else's commitment, copied into the own filing, would be opened with it. */
const holdsCommitment = (value: JsonValue): boolean =>
  isContainer(value) && (Object.hasOwn(value, 'commitment') || Object.values(value).some(holdsCommitment));

const fieldProblems = (fields: Fields, sealed: readonly string[]): FieldProblem[] =>
  fields.flatMap(({ path, value }, index) => {
    const whole = sealed.find((one) => path.startsWith(`${one}/`));
    if (whole !== undefined) return [problem(index, 'part_of_sealed', `is sealed as a whole: supply ${whole}`)];
    return holdsCommitment(value) ? [problem(index, 'commitment', 'must be given in the clear')] : [];
  });

/**
 * The pointers into a correction of the values to seal: those that the same rules would have sealed in the filing, had
 * it been right from the start.
 *
 * @throws GatewayError VALIDATION_FAILED for a field that does not exist, that is a part of a sealed whole, or whose
 * value is not in the clear
 */
export const correctionSealedPaths = (filing: Filing, fields: Fields): string[] => {
  const sealed = sealedPaths(corrected(filing, fields));
  const problems = fieldProblems(fields, sealed);
  if (problems.length > 0) refuse(problems);
  return fields.flatMap(({ path, value }, index) =>
    sealed
      .filter((one) => one === path || one.startsWith(`${path}/`))
      .map((one) => one.slice(path.length))
      // What the value leaves out cannot be sealed; that it is missing is for the ledger to say.
      .filter((rest) => rest === '' || rest.slice(1).split('/').reduce<unknown>(step, value) !== undefined)
      .map((rest) => `/fields/${index}/value${rest}`),
  );
};
