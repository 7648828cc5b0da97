import { parse } from 'csv-parse/sync'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Delimiter, delimitedReader, delimiters, type RawRow } from './delimited.ts'

const quote = (cell: string, always: boolean): string =>
  always || /[",;|\t\r\n ]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell

const cell = fc.oneof(
  fc.constantFrom(
    '',
    '株式会社',
    '1,200',
    'a"b',
    '"',
    'two\nlines',
    'win\r\ndows',
    ' x ',
    'tab\there',
    ';',
    '|',
    'plain',
  ),
  fc.string({ maxLength: 8 }).map((text) => text.replaceAll('\r', '')),
)
const rowOf = fc.array(cell, { minLength: 2, maxLength: 5 })

function read(text: string, delimiter: Delimiter, size: number, longest?: number): RawRow[] {
  const reader = delimitedReader(delimiter, longest)
  const rows: RawRow[] = []
  for (let i = 0; i < text.length; i += size) rows.push(...reader.push(text.slice(i, i + size)))
  return [...rows, ...reader.end()]
}

describe('reading delimited text', () => {
  it('gives back what was written, in pieces of any size, with the line each row begins on', () => {
    fc.assert(
      fc.property(
        fc.array(rowOf, { minLength: 1, maxLength: 8 }),
        fc.constantFrom(...delimiters),
        fc.constantFrom('\n', '\r\n'),
        fc.integer({ min: 1, max: 30 }),
        fc.boolean(),
        (table, delimiter, lineEnd, size, always) => {
          const text =
            table.map((row) => row.map((each) => quote(each, always)).join(delimiter)).join(lineEnd) + lineEnd
          const rows = read(text, delimiter, size)
          expect(rows.map((row) => ('cells' in row ? row.cells : row))).toEqual(table)
          const before = (line: number) =>
            text
              .split(/\r\n|\n|\r/)
              .slice(line - 1)
              .join('\n')
          for (const [i, row] of rows.entries()) {
            expect(before(row.line).startsWith(quote(table[i]![0]!, always).split(/\r\n|\n/)[0]!)).toBe(true)
          }
        },
      ),
      { numRuns: 500 },
    )
  })

  it('agrees with csv-parse on well-formed text', () => {
    const text = 'a,b,c\r\n"1","x ""y""","多\r\n行"\r\n,,\r\n2,z,"",\r\n'
    const expected = parse(text, { relax_column_count: true })
    expect(read(text, ',', 5).map((row) => 'cells' in row && row.cells)).toEqual(expected)
  })

  it('never throws, and loses no line of any text', () => {
    const wild = fc.array(fc.constantFrom('"', ',', '\n', '\r', 'a', '""', '\0', '髙'), { maxLength: 60 })
    fc.assert(
      fc.property(wild, fc.integer({ min: 1, max: 7 }), (letters, size) => {
        const text = letters.join('')
        expect(read(text, ',', size)).toEqual(read(text, ',', 1000))
      }),
      { numRuns: 2000 },
    )
  })

  it('a quote that is never closed costs one row and is told by line and column', () => {
    expect(read('a,b\n1,"open\n2,fine\n3,fine\n', ',', 4)).toEqual([
      { line: 1, cells: ['a', 'b'] },
      { line: 2, broken: 'quoteNotClosed', column: 2 },
      { line: 3, cells: ['2', 'fine'] },
      { line: 4, cells: ['3', 'fine'] },
    ])
    expect(read('a,b\n"x" y,2\n3,4', ',', 3)[1]).toEqual({ line: 2, broken: 'textAfterQuote', column: 1 })
  })

  it('an endless line is left out without being kept in memory', () => {
    const rows = read(`a,b\n${'x'.repeat(5000)}\r\n1,2\n"${'y\n'.repeat(3000)}`, ',', 100, 1000)
    expect(rows.slice(0, 4)).toEqual([
      { line: 1, cells: ['a', 'b'] },
      { line: 2, broken: 'rowTooLong', column: 1 },
      { line: 3, cells: ['1', '2'] },
      { line: 4, broken: 'quoteNotClosed', column: 1 },
    ])
    expect(rows).toHaveLength(4 + 2999)
  })
})
