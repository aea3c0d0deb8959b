import { utils, write, type WorkSheet } from '@e965/xlsx';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { isAppError } from '../../src/shared/AppError';
import { workbookParts, worksheet, zipOf } from '../fixtures/zip';
import { fileOf, importAs, inspect, rowsOf } from '../support/jobs';
import { hasSharedData, sharedData } from '../support/repository';

type Cells = (string | number | boolean | null)[][];

function bookOf(
  sheets: Readonly<Record<string, Cells>>,
  change: (sheet: WorkSheet, name: string) => void = () => undefined,
  bookType: 'xlsx' | 'biff8' = 'xlsx',
): File {
  const book = utils.book_new();
  for (const [name, cells] of Object.entries(sheets)) {
    const sheet = utils.aoa_to_sheet(cells);
    change(sheet, name);
    utils.book_append_sheet(book, sheet, name);
  }
  const bytes = new Uint8Array(write(book, { type: 'array', bookType }) as ArrayBuffer);
  return fileOf(bytes, bookType === 'xlsx' ? 'book.xlsx' : 'book.xls');
}

/** The rows that an inspected workbook would import. */
async function rowsIn(file: File) {
  const inspection = await inspect(file);
  return { inspection, rows: await rowsOf(file, inspection) };
}

async function refusal(file: File): Promise<string> {
  try {
    await inspect(file);
    return 'opened';
  } catch (error) {
    return isAppError(error) ? error.code : `bug: ${String(error)}`;
  }
}

const format = (sheet: WorkSheet, address: string, z: string) => {
  const cell = sheet[address] as { z?: string } | undefined;
  if (cell) cell.z = z;
};

describe('cells of a worksheet', () => {
  it('become what they mean: serial dates, percents, ids kept in width, times, booleans', async () => {
    const file = bookOf(
      {
        S: [
          ['when', 'share', 'id', 'took', 'ok', 'big'],
          [45_841.5, 0.85, 123, 0.0125, true, 0.1 + 0.2],
        ],
      },
      (sheet) => {
        format(sheet, 'A2', 'yyyy/m/d h:mm');
        format(sheet, 'B2', '0%');
        format(sheet, 'C2', '00000');
        format(sheet, 'D2', 'h:mm:ss');
      },
    );
    const { rows } = await rowsIn(file);
    // 45,841 days after 1899-12-30 is 3 July 2025; 0.0125 of a day is 18 minutes.
    expect(rows[0]).toEqual(['2025-07-03 12:00:00', '85%', '00123', '00:18:00', 'TRUE', '0.3']);
  });
  it.each(['xlsx', 'biff8'] as const)('are the same in %s', async (bookType) => {
    const cells: Cells = [
      ['序号', '满意度'],
      ['00123', 5],
      ['=1+1', 4],
    ];
    const { rows } = await rowsIn(bookOf({ 结果: cells }, undefined, bookType));
    expect(rows).toEqual([
      ['00123', '5'],
      ['=1+1', '4'],
    ]);
  });
});

describe('a sheet made by hand', () => {
  it('opens below its titles, with merged cells filled, and without its totals', async () => {
    const cells: Cells = [
      ['2025年客户满意度', null, null, null],
      [],
      ['地区', '客户', '响应速度', '服务态度'],
      ['华东', '甲', 5, 4],
      [null, '乙', 4, 4],
      ['华南', '丙', 3, 2],
      ['合计', null, 12, 10],
      [],
      [],
    ];
    const file = bookOf({ S: cells }, (sheet) => {
      sheet['!merges'] = [
        { s: { r: 0, c: 0 }, e: { r: 0, c: 3 } },
        { s: { r: 3, c: 0 }, e: { r: 4, c: 0 } },
      ];
    });
    const { inspection, rows } = await rowsIn(file);
    expect(inspection.shape.layout.header).toEqual(['地区', '客户', '响应速度', '服务态度']);
    expect(inspection.refused).toEqual([{ line: 7, reason: 'totals' }]);
    expect(rows).toEqual([
      ['华东', '甲', '5', '4'],
      ['华东', '乙', '4', '4'],
      ['华南', '丙', '3', '2'],
    ]);
  });
  it('with a header of two lines has the upper one as the group of the lower', async () => {
    const cells: Cells = [
      ['编号', '服务', null, '产品', null],
      [null, '态度', '速度', '质量', '价格'],
      ...Array.from({ length: 12 }, (_, row) => [`K${row}`, (row % 5) + 1, 5, 4, (row % 3) + 2]),
    ];
    const { inspection } = await rowsIn(bookOf({ S: cells }));
    expect(inspection.rowCount).toBe(12);
    expect(inspection.columns.map(({ stem, item }) => [stem, item])).toEqual([
      [null, '编号'],
      ['服务', '态度'],
      ['服务', '速度'],
      ['产品', '质量'],
      ['产品', '价格'],
    ]);
  });
});

describe('a workbook with several sheets', () => {
  const month = (name: string): Cells => [
    ['编号', '满意度'],
    ...Array.from({ length: 6 }, (_, row) => [`${name}${row}`, (row % 5) + 1]),
  ];
  it('opens the first that holds a table, names the others, and those that begin alike', async () => {
    const file = bookOf({
      说明: [['填写说明']],
      一月: month('a'),
      二月: month('b'),
      其他: [
        ['x', 'y'],
        ['1', '2'],
      ],
    });
    const inspection = await inspect(file);
    expect(inspection.reading.sheet).toBe('一月');
    expect(inspection.sheets).toEqual([
      { name: '说明', recordCount: 1, hasSameHeader: false },
      { name: '一月', recordCount: 7, hasSameHeader: true },
      { name: '二月', recordCount: 7, hasSameHeader: true },
      { name: '其他', recordCount: 2, hasSameHeader: false },
    ]);
    const chosen = await inspect(file, null, { sheet: '二月' });
    expect(chosen.columns[0]?.samples[0]).toBe('b0');
  });
  it('imports the sheet that was looked at', async () => {
    const file = bookOf({ 一月: month('a'), 二月: month('b') });
    const { source } = await importAs(file, { 满意度: { kind: 'rating' } });
    expect(source).toMatchObject({ sheet: '一月', rowCount: 6 });
  });
});

describe('a hostile workbook (fault 41)', () => {
  const plain = worksheet({ A1: 'id', B1: 'q', A2: '1', B2: '5' });
  it('of the same make, but harmless, opens', async () => {
    const file = fileOf(zipOf(workbookParts(plain)), 'fine.xlsx');
    expect((await inspect(file)).rowCount).toBe(1);
  });
  it('that unfolds to 200 MB is refused under a running cap, whatever size it states', async () => {
    const bomb = Buffer.alloc(200 * 1024 * 1024, ' ');
    for (const statedSize of [undefined, 100]) {
      const part = { name: 'xl/media/a.bin', content: bomb, ...(statedSize ? { statedSize } : {}) };
      const file = fileOf(zipOf([...workbookParts(plain), part]), 'bomb.xlsx');
      expect(file.size).toBeLessThan(400_000);
      expect(await refusal(file)).toBe('error.workbookTooLarge');
    }
    const [head = '', tail = ''] = Buffer.from(plain).toString().split('</sheetData>');
    const sheet = Buffer.concat([Buffer.from(head), bomb, Buffer.from(`</sheetData>${tail}`)]);
    expect(await refusal(fileOf(zipOf(workbookParts(sheet)), 'sheet.xlsx'))).toBe(
      'error.workbookTooLarge',
    );
  });
  it('whose parts contradict their own headers, or hold another archive, is refused', async () => {
    const whole = zipOf(workbookParts(plain));
    const lying = Buffer.from(whole);
    // The directory says "stored" where the part's own header says "deflated".
    const directory = lying.indexOf(Buffer.from([0x50, 0x4b, 0x01, 0x02]));
    lying.writeUInt16LE(0, directory + 10);
    expect(await refusal(fileOf(lying, 'lying.xlsx'))).toBe('error.workbookDamaged');
    const nested = zipOf([...workbookParts(plain), { name: 'Index.zip', content: whole }]);
    expect(await refusal(fileOf(nested, 'nested.xlsx'))).toBe('error.workbookDamaged');
  });
  it('whose rows reach to the last column again and again is refused before memory runs out', async () => {
    const cells = Object.fromEntries(
      Array.from({ length: 1_000 }, (_, row) => [`XFD${row + 1}`, 'x']),
    );
    const file = fileOf(zipOf(workbookParts(worksheet(cells))), 'wide.xlsx');
    expect(await refusal(file)).toBe('error.workbookTooManyCells');
  });
  it('with 10,000 parts is refused', async () => {
    const parts = Array.from({ length: 10_000 }, (_, index) => ({
      name: `xl/media/${index}.bin`,
      content: Buffer.from('x'),
    }));
    const file = fileOf(zipOf([...workbookParts(plain), ...parts]), 'many.xlsx');
    expect(await refusal(file)).toBe('error.workbookTooManyParts');
  });
  it('whose last cell is XFD1048576 opens with the cells that are there', async () => {
    const sheet = worksheet({ A1: 'id', B1: 'q', A2: '1', B2: '5', XFD1048576: 'far' });
    const { inspection } = await rowsIn(fileOf(zipOf(workbookParts(sheet)), 'far.xlsx'));
    expect(inspection.rowCount).toBe(2);
    expect(inspection.shape.layout.header.length).toBe(16_384);
  });
  it('that declares XML entities is refused', async () => {
    const text = Buffer.from(plain).toString().replace('?>', '?><!DOCTYPE x [<!ENTITY a "aaaa">]>');
    const file = fileOf(zipOf(workbookParts(Buffer.from(text))), 'entities.xlsx');
    expect(await refusal(file)).toBe('error.workbookDamaged');
  });
  it('that is cut short, or no workbook, is named as such', async () => {
    const whole = zipOf(workbookParts(plain));
    expect(await refusal(fileOf(whole.subarray(0, 500), 'cut.xlsx'))).toBe('error.workbookDamaged');
    const archive = zipOf([{ name: 'notes.txt', content: Buffer.from('hello') }]);
    expect(await refusal(fileOf(archive, 'notes.xlsx'))).toBe('error.foreignFile.zip');
  });
  it.skipIf(!hasSharedData)(
    'that is encrypted is named as such (needs ../shared/data)',
    async () => {
      const path = 'csv-torture/messytables/horror/encrypted_no_password.xls';
      const file = fileOf(readFileSync(join(sharedData, path)), 'locked.xls');
      expect(await refusal(file)).toBe('error.workbookEncrypted');
    },
  );
});
