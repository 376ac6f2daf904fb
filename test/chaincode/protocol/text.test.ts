// SPDX-License-Identifier: Apache-2.0
import fc from 'fast-check';
import {
  codePoints,
  isName,
  isPlainText,
  nameProblem,
  normalizeName,
  searchKey,
} from '../../../chaincode/src/protocol/text';
import { refusalOf } from '../../support/refusal';

const UNSEEN = [
  ...['\0', '\t', '\n', '\r', '\u001b', '\u007f', '\u0085'],
  ...['\u00a0', '\u00ad', '\u034f', '\u061c', '\u1680', '\u180e', '\u2003', '\u202f', '\u205f', '\u2800'],
  ...['\u115f', '\u1160', '\u17b4', '\u3164', '\uffa0', '\u200b', '\u200d', '\u200e', '\u2028', '\u202e', '\u2066'],
  ...['\ufeff', '\ufff9', '\ufffd', '\uffff', '\ufdd0', '\ufe0f', '\u{e0100}', '\u{e0041}'],
  ...['\ue000', '\u{f0000}', '\u{10fffd}', '\ud800', '\udfff'],
];
const hex = (text: string): string => text.codePointAt(0)!.toString(16).padStart(4, '0');

describe('plain text', () => {
  it.each(UNSEEN.map((character) => [hex(character), character]))('does not hold U+%s', (_, character) => {
    expect(isPlainText(`郑州${character}数据`)).toBe(false);
    expect(nameProblem(`郑州${character}数据`)).toContain('invisible');
  });

  it.each([
    '',
    '郑州市公交刷卡数据',
    'ＡＢＣ　（１）',
    '龘𠮷㐂',
    '2026年·夏',
    'naïve façade',
    'Ελλάδα Москва',
    'かな 한글 ①',
    '😀',
  ])('may be %j', (text) => {
    expect(isPlainText(text)).toBe(true);
  });

  it('holds every printable ASCII character', () => {
    const ascii = Array.from({ length: 95 }, (_, index) => String.fromCharCode(0x20 + index)).join('');
    expect(isPlainText(ascii)).toBe(true);
  });

  it('holds no character that Unicode calls ignorable, bidirectional, private, a control or an uncommon space', () => {
    const unseen = /[\p{Cc}\p{Co}\p{Cs}\p{Zl}\p{Zp}\p{Zs}\p{DI}\p{Bidi_C}\p{VS}]/u;
    const all = Array.from({ length: 0x110000 }, (_, codePoint) => String.fromCodePoint(codePoint));
    const common = [' ', '\u3000'];
    expect(all.filter((text) => unseen.test(text) && !common.includes(text) && isPlainText(text)).map(hex)).toEqual([]);
  });

  it('is as long as it has code points', () => {
    expect(codePoints('')).toBe(0);
    expect(codePoints('龘𠮷a')).toBe(3);
  });
});

describe('names', () => {
  it.each([
    '郑州数据交易中心有限公司',
    '贵阳大数据（集团）有限公司',
    '阿卜杜拉·买买提',
    'ABC Data Ltd.',
    'Газпром',
    'β 胡萝卜素',
    '甲　乙',
    '﨑陽軒',
  ])('may be %j', (name) => {
    expect(isName(name)).toBe(true);
    expect(normalizeName(name)).toBe(name);
  });

  it.each([
    ['', 'empty'],
    [' 甲', 'begin or end'],
    ['甲 ', 'begin or end'],
    ['甲  乙', 'two in a row'],
    ['甲\u3000 乙', 'two in a row'],
    ['e\u0301', 'NFC'],
    ['\u2f00级', 'radicals'],
    ['\u2e98机', 'radicals'],
    ['\uf900', 'NFC'],
    ['\u{2f800}', 'NFC'],
    ['\u{1d400}BC', 'styled'],
    ['\u0410BC', 'mix'],
    ['AB\u0421', 'mix'],
    ['ν-e\u03bf', 'mix'],
  ])('may not be %j', (name, problem) => {
    expect(nameProblem(name)).toContain(problem);
    expect(isName(name)).toBe(false);
  });

  it('are kept in NFC and without outer spaces, in the width they were typed', () => {
    expect(normalizeName('　 Cafe\u0301 ＡＢＣ ')).toBe('Café ＡＢＣ');
  });

  it('are refused without repeating them', () => {
    const refusal = refusalOf(() => normalizeName('张\u202e三'));
    expect(refusal.code).toBe('INVALID_IDENTIFIER');
    expect(refusal.message).not.toContain('张');
  });

  it('stay as they are once kept', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (typed) => {
        const name = typed.normalize('NFC').trim();
        fc.pre(isName(name));
        expect(normalizeName(normalizeName(name))).toBe(name);
      }),
    );
  });
});

describe('search keys', () => {
  it.each([
    ['ＡＢＣ（郑州）', 'abc(郑州)'],
    ['A B　C', 'abc'],
    ['阿卜杜拉•买买提', '阿卜杜拉·买买提'],
    ['阿卜杜拉・买买提', '阿卜杜拉·买买提'],
    ['\u0410\u0412\u0421', 'abc'],
    ['\u039f\u03a1', 'op'],
    ['\u2f00级', '一级'],
  ])('find %j under %j', (name, key) => {
    expect(searchKey(name)).toBe(key);
  });

  it('find a key under itself', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[ -~Ａ-Ｚａ-ｚ０-９\u3000а-яα-ω一-龥·]*$/u), (name) => {
        expect(searchKey(searchKey(name))).toBe(searchKey(name));
      }),
    );
  });
});
