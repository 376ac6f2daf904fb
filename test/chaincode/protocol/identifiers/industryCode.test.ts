// SPDX-License-Identifier: Apache-2.0
import {
  assertIndustryCode,
  industryCodeProblem,
  industryName,
  isIndustryCode,
} from '../../../../chaincode/src/protocol/identifiers/industryCode';
import { INDUSTRY_TABLE, INDUSTRY_TABLE_VERSION } from '../../../../chaincode/src/protocol/identifiers/industryTable';
import { codeOf } from '../../../support/refusal';

/** First and last division of each section, from the standard's table of contents. */
const SECTIONS =
  'A01-05 B06-12 C13-43 D44-46 E47-50 F51-52 G53-60 H61-62 I63-65 J66-69 K70-70 L71-72 M73-75 N76-79 O80-82 P83-83 Q84-85 R86-90 S91-96 T97-97';

describe('the industry code', () => {
  it('knows the 20 sections and 97 divisions of GB/T 4754-2017, and no other', () => {
    const expected = SECTIONS.split(' ').flatMap((section) => {
      const [first, last] = [Number(section.slice(1, 3)), Number(section.slice(4))];
      const divisions = Array.from({ length: last - first + 1 }, (_, index) => String(first + index).padStart(2, '0'));
      return divisions.map((division) => section.charAt(0) + division);
    });
    const all = Array.from('ABCDEFGHIJKLMNOPQRSTUVWXYZ', (letter) =>
      Array.from({ length: 100 }, (_, number) => letter + String(number).padStart(2, '0')),
    ).flat();
    expect(all.filter(isIndustryCode)).toEqual(expected);
    expect(expected).toHaveLength(97);
    expect(INDUSTRY_TABLE).toHaveLength(20);
    expect(INDUSTRY_TABLE_VERSION).toBe('GB/T 4754-2017/1');
  });

  it.each([
    ['I65', '信息传输、软件和信息技术服务业 / 软件和信息技术服务业'],
    ['A05', '农、林、牧、渔业 / 农、林、牧、渔专业及辅助性活动'],
    ['G541', '交通运输、仓储和邮政业 / 道路运输业'],
    ['T9700', '国际组织 / 国际组织'],
  ])('%s is %s', (code, name) => {
    expect(industryName(code)).toBe(name);
    expect(() => {
      assertIndustryCode(code);
    }).not.toThrow();
  });

  it('has a name for every division', () => {
    const names = INDUSTRY_TABLE.flatMap((line) => line.split(' ').slice(1));
    expect(names.every((name) => /^\d{2}[\p{Script=Han}、]+$/u.test(name))).toBe(true);
  });

  it.each([
    ['65', 'must be a letter'],
    ['i65', 'must be a letter'],
    ['I6', 'must be a letter'],
    ['I65123', 'must be a letter'],
    ['U98', 'must be a letter'],
    ['I65\n', 'must be a letter'],
    ['A65', 'no such division'],
    ['A00', 'no such division'],
  ])('%j is refused', (code, problem) => {
    expect(industryCodeProblem(code)).toContain(problem);
    expect(codeOf(() => industryName(code))).toBe('INVALID_IDENTIFIER');
  });
});
