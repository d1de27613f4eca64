import { expect, it } from 'vitest';
import { readHolidays, writeHolidays } from './holidays.ts';

it('reads days as they are typed or exported, and says what is none', () => {
  const text = '26/01/2027 Republic Day\n2027-03-22,"Holi"\n\n5-11-2027;दीपावली\nHoliday list 2027';
  const { holidays, unread } = readHolidays(text);
  expect(holidays).toEqual([
    { day: '2027-01-26', name: 'Republic Day' },
    { day: '2027-03-22', name: 'Holi' },
    { day: '2027-11-05', name: 'दीपावली' },
  ]);
  expect(unread).toEqual(['Holiday list 2027']);
  expect(readHolidays(writeHolidays(holidays)).holidays).toEqual(holidays);
});
