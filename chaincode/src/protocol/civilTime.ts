// SPDX-License-Identifier: Apache-2.0
import { RegistryError } from './errors';

/** A day of the proleptic Gregorian calendar. */
export interface CivilParts {
  /** 1 to 9999 */
  readonly year: number;
  /** 1 to 12 */
  readonly month: number;
  /** 1 to 31 */
  readonly day: number;
}

const MS_A_DAY = 86_400_000;
/** Asia/Shanghai has had this one offset since 1991; the register holds no older times of day. */
const SHANGHAI_MS = 28_800_000;
const DATE = /^(\d{4})-(\d{2})-(\d{2})$/;
const TIME = /^T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d\.\d{3}Z$/;

const refuse = (problem: string, value: string | number): never => {
  throw new RegistryError('INVALID_TIME', { problem, value: String(value) });
};

const digits = (value: number, width: number): string => String(value).padStart(width, '0');
const isLeap = (year: number): boolean => (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
const monthLength = (year: number, month: number): number =>
  month === 2 ? (isLeap(year) ? 29 : 28) : [4, 6, 9, 11].includes(month) ? 30 : 31;

const isWithin = (value: number, first: number, last: number): boolean =>
  Number.isSafeInteger(value) && value >= first && value <= last;

const isRealDay = ({ year, month, day }: CivilParts): boolean =>
  isWithin(year, 1, 9999) && isWithin(month, 1, 12) && isWithin(day, 1, monthLength(year, month));

const readDate = (text: string): CivilParts | undefined => {
  const found = DATE.exec(text);
  if (found === null) return undefined;
  const parts = { year: Number(found[1]), month: Number(found[2]), day: Number(found[3]) };
  return isRealDay(parts) ? parts : undefined;
};

/** Whether a text is a real day written YYYY-MM-DD, of the years 0001 to 9999. */
export const isCivilDate = (text: string): boolean => readDate(text) !== undefined;

/** @throws RegistryError INVALID_TIME */
export const parseCivilDate = (text: string): CivilParts => readDate(text) ?? refuse('not a date YYYY-MM-DD', text);

/** @throws RegistryError INVALID_TIME for a day that does not exist or lies outside the years 0001 to 9999 */
export const formatCivilDate = (parts: CivilParts): string => {
  const text = `${digits(parts.year, 4)}-${digits(parts.month, 2)}-${digits(parts.day, 2)}`;
  return isRealDay(parts) ? text : refuse('not a day of the years 0001 to 9999', text);
};

/** Days since 1970-01-01. Years are counted from March, so that the leap day comes last (Howard Hinnant's method). */
export const daysFromCivil = ({ year, month, day }: CivilParts): number => {
  const marchYear = month > 2 ? year : year - 1;
  const era = Math.floor(marchYear / 400);
  const yearOfEra = marchYear - era * 400;
  const dayOfYear = Math.floor((153 * ((month + 9) % 12) + 2) / 5) + day - 1;
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear;
  return era * 146_097 + dayOfEra - 719_468;
};

/** The inverse of {@link daysFromCivil}. */
export const civilFromDays = (days: number): CivilParts => {
  const era = Math.floor((days + 719_468) / 146_097);
  const dayOfEra = days + 719_468 - era * 146_097;
  const leapDays = Math.floor(dayOfEra / 1460) - Math.floor(dayOfEra / 36_524) + Math.floor(dayOfEra / 146_096);
  const yearOfEra = Math.floor((dayOfEra - leapDays) / 365);
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const fromMarch = Math.floor((5 * dayOfYear + 2) / 153);
  const month = fromMarch < 10 ? fromMarch + 3 : fromMarch - 9;
  return {
    year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0),
    month,
    day: dayOfYear - Math.floor((153 * fromMarch + 2) / 5) + 1,
  };
};

const dayNumber = (date: string): number => daysFromCivil(parseCivilDate(date));

/** ISO 8601 day of the week: Monday 1 to Sunday 7. */
export const weekday = (date: string): number => ((((dayNumber(date) + 3) % 7) + 7) % 7) + 1;

/** The date so many days later, or earlier if negative. */
export const addDays = (date: string, days: number): string => formatCivilDate(civilFromDays(dayNumber(date) + days));

/** Whole days from one date to another; negative if the second lies earlier. */
export const daysBetween = (from: string, to: string): number => dayNumber(to) - dayNumber(from);

/**
 * The corresponding day so many months later, or the last day of that month where there is none (Civil Code art. 202).
 */
export const addMonths = (date: string, months: number): string => {
  const from = parseCivilDate(date);
  const index = from.year * 12 + from.month - 1 + months;
  const year = Math.floor(index / 12);
  const month = index - year * 12 + 1;
  return formatCivilDate({ year, month, day: Math.min(from.day, monthLength(year, month)) });
};

/** The corresponding day so many years later; 29 February becomes 28 February (Civil Code art. 202). */
export const addYears = (date: string, years: number): string => addMonths(date, years * 12);

/**
 * @param ms - milliseconds since 1970-01-01T00:00:00Z
 * @returns `YYYY-MM-DDTHH:mm:ss.sssZ`, whose order as text is the order in time
 * @throws RegistryError INVALID_TIME for a fraction, or an instant outside the years 0001 to 9999
 */
export const formatInstant = (ms: number): string => {
  if (!Number.isSafeInteger(ms)) refuse('not whole milliseconds', ms);
  const days = Math.floor(ms / MS_A_DAY);
  const rest = ms - days * MS_A_DAY;
  const time = [rest / 3_600_000, (rest / 60_000) % 60, (rest / 1000) % 60].map((part) => digits(Math.floor(part), 2));
  return `${formatCivilDate(civilFromDays(days))}T${time.join(':')}.${digits(rest % 1000, 3)}Z`;
};

const readInstant = (text: string): number | undefined => {
  const date = readDate(text.slice(0, 10));
  if (date === undefined || !TIME.test(text.slice(10))) return undefined;
  const number = (from: number, length: number): number => Number(text.slice(from, from + length));
  const minutes = number(11, 2) * 60 + number(14, 2);
  return daysFromCivil(date) * MS_A_DAY + minutes * 60_000 + number(17, 2) * 1000 + number(20, 3);
};

/** Whether a text is an instant as {@link formatInstant} writes it. */
export const isInstant = (text: string): boolean => readInstant(text) !== undefined;

/**
 * @returns milliseconds since 1970-01-01T00:00:00Z
 * @throws RegistryError INVALID_TIME
 */
export const parseInstant = (text: string): number => readInstant(text) ?? refuse('not an instant in UTC', text);

/** The date in Asia/Shanghai at an instant given in milliseconds since 1970-01-01T00:00:00Z. */
export const shanghaiDate = (ms: number): string => formatInstant(ms + SHANGHAI_MS).slice(0, 10);

/** 00:00 of a date in Asia/Shanghai, in milliseconds since 1970-01-01T00:00:00Z. */
export const startOfShanghaiDate = (date: string): number => dayNumber(date) * MS_A_DAY - SHANGHAI_MS;

/** 24:00 of a date in Asia/Shanghai (Civil Code art. 203): the first instant that no longer belongs to it. */
export const endOfShanghaiDate = (date: string): number => startOfShanghaiDate(date) + MS_A_DAY;
