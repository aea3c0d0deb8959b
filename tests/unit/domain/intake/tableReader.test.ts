import fc from 'fast-check';
import Papa from 'papaparse';
import { describe, expect, it } from 'vitest';
import { guessDelimiter } from '../../../../src/domain/intake/recordParser';
import { RecordSplitter, UnclosedQuote } from '../../../../src/domain/intake/recordSplitter';
import { readTable } from '../../../support/intake';

describe('line ends (fault 32)', () => {
  const lines = ['name,score,note', 'Ann,5,"a, b"', 'Bo,3,"two\nlines"', 'Cy,,'];
  const expected = {
    header: ['name', 'score', 'note'],
    rows: [
      ['Ann', '5', 'a, b'],
      ['Bo', '3', 'two\nlines'],
      ['Cy', '', ''],
    ],
    refused: [],
  };
  const mixed = lines.map((line, index) => line + ['\r\n', '\n', '\r', '\r\n'][index]).join('');
  it.each([
    ['LF', lines.join('\n')],
    ['CRLF', lines.join('\r\n')],
    ['CR', lines.join('\r')],
    ['mixed', mixed],
    ['a last line end', `${lines.join('\r\n')}\r\n`],
  ])('%s gives the same table, whole or in pieces shorter than the header', (_, text) => {
    for (let size = 1; size <= 40; size++)
      expect(readTable(text, [size]), `pieces of ${size}`).toEqual(expected);
  });
});

describe('round trip (fault 35)', () => {
  const cell = fc.oneof(
    fc.string({ unit: 'grapheme' }),
    fc.string({
      unit: fc.constantFrom(
        '"',
        ',',
        '\n',
        '\r',
        '\r\n',
        ' ',
        'a',
        '\u0000',
        '\u2028',
        '\ud800',
        '😀',
        '满',
      ),
    }),
  );
  it('parse(unparse(t)) = t for arbitrary tables, however the text is cut', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(cell, cell, cell), { minLength: 1, maxLength: 8 }),
        fc.array(fc.integer({ min: 1, max: 30 }), { minLength: 1, maxLength: 6 }),
        fc.constantFrom('\n', '\r\n'),
        (table, sizes, newline) => {
          const text = Papa.unparse([['h1', 'h2', 'h3'], ...table], { newline, quotes: true });
          const { rows } = readTable(text, sizes);
          expect(rows).toEqual(table.filter((row) => row.some((field) => field.trim() !== '')));
        },
      ),
      { numRuns: 400 },
    );
  });
  it('agrees with Papaparse on unquoted and half-quoted text', () => {
    const loose = fc.string({ unit: fc.constantFrom('"', ',', '\n', 'a', 'b', ' ') });
    fc.assert(
      fc.property(loose, fc.integer({ min: 1, max: 7 }), (body, size) => {
        const text = `h1,h2,h3\n${body}`;
        const whole = Papa.parse<string[]>(text, { delimiter: ',', newline: '\n' });
        fc.pre(whole.errors.every(({ type }) => type !== 'Quotes'));
        const wanted = whole.data
          .slice(1)
          .filter((row) => row.some((field) => field.trim() !== ''));
        fc.pre(wanted.every((row) => row.length <= 3));
        const padded = wanted.map((row) => [...row, '', '', ''].slice(0, 3));
        expect(readTable(text, [size]).rows).toEqual(padded);
      }),
      { numRuns: 600 },
    );
  });
});

describe('records that cannot be responses', () => {
  it('refuses a record with too many filled fields and names its line', () => {
    const text = 'a,b\n1,2\n"x\ny",2\n1,2,3\n4,5,\n';
    const { rows, refused } = readTable(text);
    expect(rows).toEqual([
      ['1', '2'],
      ['x\ny', '2'],
      ['4', '5'],
    ]);
    expect(refused).toEqual([{ line: 5, reason: 'tooManyFields' }]);
  });
  it('fills up a short record and drops blank lines', () => {
    expect(readTable('a,b,c\n\n1\n   \n').rows).toEqual([['1', '', '']]);
  });
  it('refuses a record whose quotes do not match, and only that one', () => {
    const { rows, refused } = readTable('a,b\n"x"y",1\nz,2\n');
    expect(rows).toEqual([['z', '2']]);
    expect(refused).toEqual([{ line: 2, reason: 'malformedQuote' }]);
  });
});

describe('tables made by hand', () => {
  const text = 'Quarterly report\n\nname,score\nAnn,4\nname,score\nBo,5\n合计,9\n';
  const header = ['name', 'score'];
  const layout = { headerAt: 1, headerRecords: [header], header, hasTotals: true };
  it('leave titles, headers again and totals out, each refusal with its line', () => {
    const { rows, refused } = readTable(text, [5], ',', layout);
    expect(rows).toEqual([
      ['Ann', '4'],
      ['Bo', '5'],
    ]);
    expect(refused).toEqual([
      { line: 5, reason: 'repeatedHeader' },
      { line: 7, reason: 'totals' },
    ]);
  });
  it('keep a row whose answer is the word "Average": totals hold only figures besides it', () => {
    const rated = ['Rating', 'Comment', 'n'];
    const { rows, refused } = readTable(
      'Rating,Comment,n\nAverage,it was ok,1\nAverage,,\nAverage,,12\n',
      [9],
      ',',
      { headerAt: 0, headerRecords: [rated], header: rated, hasTotals: true },
    );
    expect(rows.map(([first, second]) => [first, second])).toEqual([
      ['Average', 'it was ok'],
      ['Average', ''],
    ]);
    expect(refused).toEqual([{ line: 4, reason: 'totals' }]);
  });
  it('keep a person called Total in an export of a platform', () => {
    const { rows } = readTable('name,score\nTotal,4\n');
    expect(rows).toEqual([['Total', '4']]);
  });
});

describe('an unclosed quote (fault 34)', () => {
  it('stops as well when a later quote seems to close it: records may have been swallowed', () => {
    expect(() => readTable('id,c\n1,"broken\n2,x\n3,"y"\n4,z\n')).toThrow('line 2');
  });
  it('stops at a header that cannot be read', () => {
    expect(() => readTable('"How "good" is it",c\n1,2\n')).toThrow('line 1');
  });
  it('reads a closing quote with a space behind it at the very end', () => {
    expect(readTable('a,b\n1,"ok" ').rows).toEqual([['1', 'ok']]);
  });
  it.each([1, 5, 1000])('stops with its line, in pieces of %i', (size) => {
    const text = `a,b\n1,2\n"two\nlines",2\n3,"never closed\n4,5\n6,7\n`;
    let line = 0;
    try {
      readTable(text, [size]);
    } catch (error) {
      line = (error as UnclosedQuote).line;
    }
    expect(line).toBe(5);
  });
  it('stops with its line in a CRLF file', () => {
    expect(() => readTable('a,b\r\n1,2\r\n3,"open\r\n4,5\r\n')).toThrow('line 3');
  });
  it('does not read on for ever when the quote swallows the rest of a large file', () => {
    const splitter = new RecordSplitter(',');
    const piece = 'x,'.repeat(500_000);
    expect(() => {
      splitter.push('a,b\n"open', false);
      for (let count = 0; count < 20; count++) splitter.push(piece, false);
    }).toThrow(UnclosedQuote);
  });
});

describe('headers (fault 36)', () => {
  it('keeps every column, whatever it is called', () => {
    const long = 'x'.repeat(300);
    const header = ['__proto__', 'constructor', 'toString', 'a', 'a', '', long];
    const before = Object.getOwnPropertyNames(Object.prototype).length;
    const found = readTable(`${header.join(',')}\n1,2,3,4,5,6,7\n`);
    expect(found.header).toEqual(header);
    expect(found.rows[0]).toEqual(['1', '2', '3', '4', '5', '6', '7']);
    expect(Object.getOwnPropertyNames(Object.prototype).length).toBe(before);
  });
});

it.each([
  [',', 'a,b\n1,2\n3,4\n'],
  [';', 'a;b\n1,5;2\n3,5;4\n'],
  ['\t', 'a\tb\n1\t2\n'],
  ['|', 'a|b\n1|2\n'],
  [',', 'only\none\ncolumn\n'],
])('finds the delimiter %j', (delimiter, text) => {
  expect(guessDelimiter(text)).toBe(delimiter);
});
