import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  chooseEncoding,
  encodingFromMark,
  encodingFromZeros,
  isSurelyUtf8,
  TextTrial,
  type Encoding,
} from '../../../../src/domain/intake/encoding';
import { fileKind } from '../../../../src/domain/intake/fileKind';
import { RecordParser } from '../../../../src/domain/intake/recordParser';

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
          const parser = new RecordParser(',');
          const records: (readonly string[])[] = [];
          for (let at = 0; at < data.length; at += size) {
            const isLast = at + size >= data.length;
            const text = decoder.decode(data.subarray(at, at + size), { stream: !isLast });
            records.push(...parser.push(text, isLast).records);
          }
          const wanted = whole
            .repeat(repeat)
            .trim()
            .split('\n')
            .map((line) => line.split(','));
          expect(records.filter((record) => record.join('') !== '')).toEqual(wanted);
        },
      ),
    );
  });
});

describe('the encoding of a file', () => {
  const trialOf = (bytes: Uint8Array, encoding: Encoding, size = 7) => {
    const trial = new TextTrial(encoding);
    for (let at = 0; at < bytes.length; at += size) {
      trial.push(bytes.subarray(at, at + size), at + size >= bytes.length);
    }
    return trial.result;
  };
  const verdict = (bytes: Uint8Array, encoding: Encoding, size = 7) =>
    trialOf(bytes, encoding, size).isValid;
  const choose = (bytes: Uint8Array) => {
    const utf8 = trialOf(bytes, 'utf-8');
    if (isSurelyUtf8(utf8)) return { encoding: 'utf-8', alternatives: [] };
    const others = ['gb18030', 'big5', ...(utf8.isValid ? [] : ['windows-1252'])] as Encoding[];
    return chooseEncoding([utf8, ...others.map((one) => trialOf(bytes, one))]);
  };
  it('takes UTF-8 only when every byte is valid, also the last', () => {
    const good = Buffer.from('abc,客户满意', 'utf8');
    expect(verdict(good, 'utf-8')).toBe(true);
    expect(verdict(good.subarray(0, good.length - 1), 'utf-8')).toBe(false);
  });
  /** A page of ordinary text in each encoding, and the encoding it must be found in. */
  const pages: readonly (readonly [Encoding, readonly number[]])[] = [
    // 客服态度很好，但是等待时间太长
    [
      'gb18030',
      [
        0xbf, 0xcd, 0xb7, 0xfe, 0xcc, 0xac, 0xb6, 0xc8, 0xba, 0xdc, 0xba, 0xc3, 0xa3, 0xac, 0xb5,
        0xab, 0xca, 0xc7, 0xb5, 0xc8, 0xb4, 0xfd, 0xca, 0xb1, 0xbc, 0xe4, 0xcc, 0xab, 0xb3, 0xa4,
      ],
    ],
    // 服務很好，我們非常滿意
    [
      'big5',
      [
        0xaa, 0x41, 0xb0, 0xc8, 0xab, 0xdc, 0xa6, 0x6e, 0xa1, 0x41, 0xa7, 0xda, 0xad, 0xcc, 0xab,
        0x44, 0xb1, 0x60, 0xba, 0xa1, 0xb7, 0x4e,
      ],
    ],
    // naïve café, señor, I don’t
    ['windows-1252', [...Buffer.from('naïve café, señor, I don', 'latin1'), 0x92, 0x74]],
    ['utf-8', [...Buffer.from('客户满意', 'utf8')]],
  ];
  it.each(pages)('finds %s by its everyday characters, without a question', (encoding, bytes) => {
    const lines = Uint8Array.from([...Buffer.from('id,comment\n1,'), ...bytes, 0x0a]);
    expect(choose(lines)).toEqual({ encoding, alternatives: [] });
  });
  it('asks about a column of only 女 in GBK, which is valid UTF-8 as well', () => {
    const bytes = Uint8Array.from([...Buffer.from('id,sex\n1,'), 0xc5, 0xae, 0x0a, 0xc5, 0xae]);
    expect(choose(bytes)).toEqual({ encoding: 'gb18030', alternatives: ['big5', 'utf-8'] });
  });
  it.each([
    ['utf-16le', 'utf16le'],
    ['utf-16be', 'utf16le'],
  ] as const)('finds %s without a mark', (encoding, name) => {
    const bytes = Buffer.from('编号,满意度\n1,5\n2,4\n', name);
    if (encoding === 'utf-16be') bytes.swap16();
    expect(encodingFromZeros(bytes)).toBe(encoding);
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
        const parser = new RecordParser(',');
        const records: (readonly string[])[] = [];
        for (let at = 0; at < bytes.length; at += size) {
          const isLast = at + size >= bytes.length;
          const text = decoder.decode(bytes.subarray(at, at + size), { stream: !isLast });
          records.push(...parser.push(text, isLast).records);
        }
        expect(records[0]).toEqual(['name', 'score']);
      }
    },
  );
});

describe('files that are no table (fault 42)', () => {
  it.each([
    ['png', [0x89, 0x50, 0x4e, 0x47]],
    ['pdf', [0x25, 0x50, 0x44, 0x46]],
    ['zip', [0x50, 0x4b, 0x03, 0x04]],
    ['compound', [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]],
    ['gzip', [0x1f, 0x8b]],
    ['json', [...Buffer.from('{"a": 1}')]],
    ['html', [...Buffer.from('<!doctype html><p>')]],
    ['text', [0x61, 0x2c, 0x62]],
    ['text', [...Buffer.from('[1] Question,b')]],
  ])('%s', (kind, bytes) => {
    expect(fileKind(Uint8Array.from(bytes))).toBe(kind);
  });
});
