import { describe, expect, it } from 'vitest';
import {
  dateReader,
  guessDateOrder,
  readDate,
  readDuration,
} from '../../../../src/domain/intake/dates';

const at = (text: string) => Date.parse(`${text}Z`) / 1000;

describe('dates as platforms write them', () => {
  it.each([
    ['2016/12/17 14:22:55', 'ymd', '2016-12-17T14:22:55'],
    ['2026/9/19 1:56:57', 'ymd', '2026-09-19T01:56:57'],
    ['2025-07-03', 'ymd', '2025-07-03T00:00:00'],
    ['2025年7月3日', 'ymd', '2025-07-03T00:00:00'],
    ['11/17/2020 18:23:58', 'mdy', '2020-11-17T18:23:58'],
    ['17/11/2020', 'dmy', '2020-11-17T00:00:00'],
    ['02-Feb-2021 20:26:58', 'dmy', '2021-02-02T20:26:58'],
    ['2025-07-03T05:06:07Z', 'ymd', '2025-07-03T05:06:07'],
    ['07/03/2025 1:05 PM', 'mdy', '2025-07-03T13:05:00'],
    ['7/3/2025 12:05:09 AM', 'mdy', '2025-07-03T00:05:09'],
    ['2025/7/3 下午3:05:09', 'ymd', '2025-07-03T15:05:09'],
    ['2025/7/3 上午12:05:09', 'ymd', '2025-07-03T00:05:09'],
    ['2025年7月3日 14时05分09秒', 'ymd', '2025-07-03T14:05:09'],
    ['24-02-2015 11.35', 'dmy', '2015-02-24T11:35:00'],
    ['2015-02-24 11.35', 'ymd', '2015-02-24T11:35:00'],
    ['17 November 2016', 'dmy', '2016-11-17T00:00:00'],
    ['Nov 18, 2020', 'mdy', '2020-11-18T00:00:00'],
    ['2-Feb-21', 'dmy', '2021-02-02T00:00:00'],
    ['2017-03-23T09:49:57.000+02:00', 'ymd', '2017-03-23T09:49:57'],
    ['3.4.2025', 'dmy', '2025-04-03T00:00:00'],
  ] as const)('%s', (raw, order, iso) => {
    expect(readDate(raw, order)).toBe(at(iso));
    expect(dateReader(order)(raw)).toBe(at(iso));
  });
  it.each(['', '136', 'soon', '2025-13-01', '2025-02-30', '2025-07-03 25:00:00'])(
    '%s is no date',
    (raw) => {
      expect(readDate(raw, 'ymd')).toBeNull();
      expect(dateReader('ymd')(raw)).toBeNaN();
    },
  );
  it('does not carry the last day over to a broken stamp', () => {
    const read = dateReader('ymd');
    expect(read('2025-07-03 10:00:00')).toBe(at('2025-07-03T10:00:00'));
    expect(read('xxxx-yy-zz 10:00:00')).toBeNaN();
    expect(read('2025-07-04 00:00:01')).toBe(at('2025-07-04T00:00:01'));
  });
  it('finds the order that fits most', () => {
    expect(guessDateOrder(['03/25/2020', '04/01/2020'])).toEqual({
      order: 'mdy',
      isAmbiguous: false,
    });
    expect(guessDateOrder(['25/03/2020', '01/04/2020'])).toEqual({
      order: 'dmy',
      isAmbiguous: false,
    });
    expect(guessDateOrder(['02/03/2020', '01/04/2020'])?.isAmbiguous).toBe(true);
    expect(guessDateOrder(['a', 'b'])).toBeNull();
  });
});

it.each([
  ['136', 136],
  ['136秒', 136],
  ['4分53秒', 293],
  ['1小时2分', 3720],
  ['00:02:16', 136],
  ['2:16', 136],
  ['12.5', 12.5],
  ['', NaN],
  ['-5', NaN],
  ['long', NaN],
])('reads the duration %s as %s seconds', (raw, seconds) => {
  expect(readDuration(raw)).toBe(seconds);
});
