// SPDX-License-Identifier: Apache-2.0
import { RegistryError } from './errors';

/**
 * First and last code points of what a reader cannot see or what reorders what he sees. They are written out, not
 * taken from the engine's Unicode tables, so that peers of different engine versions agree.
 */
const UNSEEN_RANGES = [
  // controls; spaces that look like the common one, or like nothing
  [0x0000, 0x001f],
  [0x007f, 0x00a0],
  [0x1680, 0x1680],
  [0x2000, 0x200a],
  [0x202f, 0x202f],
  [0x205f, 0x205f],
  // soft hyphen, joiners, fillers, blanks
  [0x00ad, 0x00ad],
  [0x034f, 0x034f],
  [0x115f, 0x1160],
  [0x17b4, 0x17b5],
  [0x180b, 0x180f],
  [0x2800, 0x2800],
  [0x3164, 0x3164],
  [0x1bca0, 0x1bca3],
  [0x1d173, 0x1d17a],
  [0xffa0, 0xffa0],
  // zero width, bidirectional, specials
  [0x061c, 0x061c],
  [0x200b, 0x200f],
  [0x2028, 0x202e],
  [0x2060, 0x206f],
  [0xfeff, 0xfeff],
  [0xfff0, 0xffff],
  // variation selectors, non-characters, tags, lone surrogates, private use
  [0xfe00, 0xfe0f],
  [0xfdd0, 0xfdef],
  [0xe0000, 0xe0fff],
  [0xd800, 0xdfff],
  [0xe000, 0xf8ff],
  [0xf0000, 0x10ffff],
] as const;

const escaped = (codePoint: number): string => `\\u{${codePoint.toString(16)}}`;
const UNSEEN = new RegExp(
  `[${UNSEEN_RANGES.map(([first, last]) => `${escaped(first)}-${escaped(last)}`).join('')}]`,
  'u',
);

/** Radicals and styled letters: look like common characters, are others, and stay so in NFC. */
const LOOKALIKE = /[\u2e80-\u2fdf\u{1d400}-\u{1d7ff}]/u;

const LATIN = 'A-Za-z\\u00c0-\\u024f';
const GREEK_OR_CYRILLIC = '\\u0370-\\u052f\\u1f00-\\u1fff';
/** A letter of the one alphabet beside a letter of the other: АBC. */
const MIXED = new RegExp(`[${LATIN}][${GREEK_OR_CYRILLIC}]|[${GREEK_OR_CYRILLIC}][${LATIN}]`, 'u');

/** Small letters of Cyrillic and Greek, each before the Latin one that it, or its capital, looks like. */
const LOOKS_LATIN = 'аa вb еe кk мm нh оo рp сc тt уy хx іi јj ѕs αa βb εe ζz ηh ιi κk μm νv οo ρp τt υy χx';
const SKELETON: ReadonlyMap<string, string> = new Map(
  LOOKS_LATIN.split(' ').map((pair) => [pair.charAt(0), pair.charAt(1)]),
);

/** Length in Unicode code points, as a person counts Chinese characters. */
export const codePoints = (text: string): number => Array.from(text).length;

/** Whether a text has no control, bidirectional, invisible or private-use character and no lone surrogate. */
export const isPlainText = (text: string): boolean => !UNSEEN.test(text);

/**
 * What is wrong with an attacker-controlled name of a person, an organization or a product, or undefined.
 *
 * A name is plain text in Unicode form NFC, without spaces at its ends or two in a row, without characters that only
 * look like common ones, and no word of it mixes Latin with Greek or Cyrillic letters.
 */
export const nameProblem = (name: string): string | undefined => {
  if (!isPlainText(name)) return 'must not contain control, bidirectional or invisible characters';
  if (name !== name.normalize('NFC')) return 'must be in Unicode form NFC';
  if (!/^\S+(?:[ \u3000]\S+)*$/u.test(name))
    return 'must not be empty, nor begin or end with a space, nor have two in a row';
  if (LOOKALIKE.test(name)) return 'must not contain radicals or styled letters';
  return MIXED.test(name) ? 'must not mix Latin with Greek or Cyrillic letters in a word' : undefined;
};

export const isName = (name: string): boolean => nameProblem(name) === undefined;

/**
 * A typed name as it is kept: in NFC, without outer spaces; full and half width stay as they were written.
 *
 * @throws RegistryError INVALID_IDENTIFIER for what {@link nameProblem} finds then
 */
export const normalizeName = (typed: string): string => {
  const name = typed.normalize('NFC').replace(/^[ \u3000]+|[ \u3000]+$/g, '');
  const problem = nameProblem(name);
  if (problem !== undefined) throw new RegistryError('INVALID_IDENTIFIER', { identifier: 'NAME', problem });
  return name;
};

/**
 * The key under which names that a reader takes for the same are found: width, case, spaces, middle dots and letters
 * of other alphabets that look Latin are folded. For searching and warning, never shown and never hashed.
 */
export const searchKey = (name: string): string =>
  Array.from(
    name.normalize('NFKC').toLowerCase().replace(/\s/g, ''),
    (character) => SKELETON.get(character) ?? character,
  )
    .join('')
    .replace(/[\u2022\u2027\u30fb\u22c5]/g, '\u00b7');
