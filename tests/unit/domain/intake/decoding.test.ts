import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  encodingFromMark,
  StrictTrial,
  type Encoding,
} from '../../../../src/domain/intake/encoding';
import { foreignKind } from '../../../../src/domain/intake/fileKind';
import { RecordReader } from '../../../../src/domain/intake/recordReader';

/** 客户满意度,非常满意,龥 and a four-byte character, in each encoding. */
const samples: Record<string, { encoding: Encoding; bytes: number[]; text: string }> = {
  utf8: {
    encoding: 'utf-8',
    bytes: [...Buffer.from('客户,满意\n𠮷,é😀\n', 'utf8')],
    text: '客户,满意\n𠮷,é😀\n',
  },
  gb18030: {
    encoding: 'gb18030',
    // 客户,满意⏎ then U+20BB7 (95 32 9f 39... as GB18030 four bytes) and a two-byte 女.
    bytes: [
      0xbf, 0xcd, 0xbb, 0xa7, 0x2c, 0xc2, 0xfa, 0xd2, 0xe2, 0x0a, 0x95, 0x32, 0x82, 0x36, 0x2c,
      0xc5, 0xae, 0x0a,
    ],
    text: '',
  },
  big5: {
    encoding: 'big5',
    bytes: [0xab, 0xc8, 0xa4, 0xe1, 0x2c, 0xba, 0xa1, 0xb7, 0x4e, 0x0a],
    text: '',
  },
};

describe('multi-byte characters at every edge (fault 31)', () => {
  it.each(Object.keys(samples))('%s: any cut gives the whole-file decode', (name) => {
    const { encoding, bytes } = samples[name]!;
    const whole = new TextDecoder(encoding, { fatal: true }).decode(Uint8Array.from(bytes));
    expect(whole).not.toContain('\ufffd');
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 64 }),
        fc.integer({ min: 1, max: 20 }),
        (size, repeat) => {
          const data = Uint8Array.from(Array.from({ length: repeat }, () => bytes).flat());
          const decoder = new TextDecoder(encoding, { fatal: true });
          const reader = new RecordReader(',');
          const cells: string[] = [];
          for (let at = 0; at < data.length; at += size) {
            const isLast = at + size >= data.length;
            const text = decoder.decode(data.subarray(at, at + size), { stream: !isLast });
            cells.push(...reader.push(text, isLast).rows.flat());
          }
          const wanted = whole
            .repeat(repeat)
            .trim()
            .split('\n')
            .slice(1)
            .flatMap((line) => line.split(','));
          expect(cells).toEqual(wanted);
        },
      ),
    );
  });
});

describe('the encoding of a file', () => {
  const verdict = (bytes: Uint8Array, encoding: Encoding, size = 7) => {
    const trial = new StrictTrial(encoding);
    for (let at = 0; at < bytes.length; at += size) {
      trial.push(bytes.subarray(at, at + size), at + size >= bytes.length);
    }
    return trial.holds;
  };
  it('takes UTF-8 only when every byte is valid, also the last', () => {
    const good = Buffer.from('abc,客户满意', 'utf8');
    expect(verdict(good, 'utf-8')).toBe(true);
    expect(verdict(good.subarray(0, good.length - 1), 'utf-8')).toBe(false);
  });
  it('finds GBK below 64 kB of ASCII', () => {
    const bytes = Uint8Array.from([...Buffer.from('a,b\n'.repeat(20_000)), 0xbf, 0xcd, 0xbb, 0xa7]);
    expect(verdict(bytes, 'utf-8', 4096)).toBe(false);
    expect(verdict(bytes, 'gb18030', 4096)).toBe(true);
  });
  it.each([
    ['utf-8', [0xef, 0xbb, 0xbf, 0x61]],
    ['utf-16le', [0xff, 0xfe, 0x61, 0x00]],
    ['utf-16be', [0xfe, 0xff, 0x00, 0x61]],
    [null, [0x61, 0x62]],
  ])('reads the mark of %s', (encoding, bytes) => {
    expect(encodingFromMark(Uint8Array.from(bytes))).toBe(encoding);
  });
  it.each(['name,score', '"name",score'])(
    'gives a clean first key after a mark (fault 33): %s',
    (header) => {
      for (let size = 1; size <= 12; size++) {
        const bytes = Buffer.from(`\ufeff${header}\nA,5\n`, 'utf8');
        const decoder = new TextDecoder('utf-8', { fatal: true });
        const reader = new RecordReader(',');
        for (let at = 0; at < bytes.length; at += size) {
          const isLast = at + size >= bytes.length;
          reader.push(decoder.decode(bytes.subarray(at, at + size), { stream: !isLast }), isLast);
        }
        expect(reader.header).toEqual(['name', 'score']);
      }
    },
  );
});

describe('files that are no table (fault 42)', () => {
  it.each([
    ['png', [0x89, 0x50, 0x4e, 0x47], 'x.csv'],
    ['pdf', [0x25, 0x50, 0x44, 0x46], 'x.csv'],
    ['zip', [0x50, 0x4b, 0x03, 0x04], 'x.zip'],
    ['workbook', [0x50, 0x4b, 0x03, 0x04], 'x.xlsx'],
    ['xls', [0xd0, 0xcf, 0x11, 0xe0], 'x.xls'],
    [null, [0x61, 0x2c, 0x62], 'x.csv'],
  ])('%s', (kind, bytes, name) => {
    expect(foreignKind(Uint8Array.from(bytes), name)).toBe(kind);
  });
});
