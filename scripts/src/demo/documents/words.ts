// SPDX-License-Identifier: Apache-2.0
/** The words of the filing as its Chinese documents write them. */
export const RIGHT_WORDS = { HOLD: '数据资源持有权', USE: '数据加工使用权', OPERATE: '数据产品经营权' } as const;
export const SOURCE_WORDS = {
  COLLECTED: '采集生成',
  SCRAPED_OPEN_DATA: '自动化收集公开数据',
  CONTRACT: '协议取得',
  DERIVED: '衍生创造',
} as const;
export const FREQUENCY_WORDS = {
  REAL_TIME: '实时',
  DAILY: '每日',
  WEEKLY: '每周',
  MONTHLY: '每月',
  YEARLY: '每年',
  ON_DEMAND: '按需',
  OTHER: '其他',
  NONE: '不更新',
} as const;
export const REGION_WORDS = {
  INTERNATIONAL: '国际',
  NATIONAL: '全国',
  PROVINCE: '省级',
  CITY: '市级',
  COUNTY: '区县级',
  BELOW_COUNTY: '区县以下',
} as const;

/** 2026-11-24 → 2026年11月24日 */
export const chineseDate = (date: string): string => {
  const [year, month, day] = date.split('-').map(Number);
  return `${String(year)}年${String(month)}月${String(day)}日`;
};

/** Groups a number's digits by thousands: 41352 → 41,352. */
export const grouped = (number: number): string => String(number).replace(/\B(?=(\d{3})+$)/g, ',');

/** A digest of 64 digits in two equal lines. */
export const digestLines = (hex: string): string => `${hex.slice(0, 32)}\n${hex.slice(32)}`;
