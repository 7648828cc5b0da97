import { existsSync, readFileSync } from 'node:fs'
import fc from 'fast-check'
import iconv from 'iconv-lite'
import { describe, expect, it } from 'vitest'
import { sharedData } from '#test/build/shared.ts'
import { delimiters } from './delimited.ts'
import { guessDialect } from './dialect.ts'
import { otherFile } from './fileType.ts'

const data = sharedData
const here = existsSync(data)

describe('the layout of a file', () => {
  it('delimiter, width and header are told whatever stands above the header', () => {
    const note = fc.constantFrom(
      '',
      'ダウンロード実行日,2024年07月21日現在,件数,10823件\r\n',
      '顧客一覧（社外秘）\r\n\r\n',
    )
    const cell = fc.constantFrom('A-1', '株式会社あおぞら', '', '12', '2026-04-01', 'はい', '"a, b"', '"x; y"')
    fc.assert(
      fc.property(
        note,
        fc.constantFrom(...delimiters),
        fc.array(fc.tuple(cell, cell, cell, cell, cell), { minLength: 4, maxLength: 30 }),
        (above, delimiter, rows) => {
          const lines = [['顧客ID', '顧客名', '席数', '契約日', '更新'], ...rows].map((row) => row.join(delimiter))
          const guess = guessDialect(`${above}${lines.join('\r\n')}\r\n`)
          expect(guess).toEqual({ delimiter, headerLine: above.split('\n').length, width: 5 })
        },
      ),
    )
  })

  it('a file without column names has none', () => {
    expect(guessDialect('1,さくら商事,2026-04-01\n2,あおぞら,2026-05-01\n')?.headerLine).toBe(0)
  })

  it('a list of one column is read as such; an empty text is nothing', () => {
    expect(guessDialect('顧客名\nさくら商事\nあおぞら\n')).toMatchObject({ width: 1, headerLine: 1 })
    expect(guessDialect('\r\n\r\n')).toBeNull()
  })

  it.skipIf(!here)('real files: EDINET, RavenStack, the corporate numbers, a help desk log', () => {
    const text = (name: string, encoding = 'utf8') =>
      iconv.decode(readFileSync(`${data}/${name}`).subarray(0, 60_000), encoding)
    expect(guessDialect(text('jp-corporate/edinet-codes-cp932.csv', 'cp932'))).toEqual({
      delimiter: ',',
      headerLine: 2,
      width: 13,
    })
    expect(guessDialect(text('jp-corporate/houjin-bangou-sample-utf8.csv'))).toMatchObject({ headerLine: 0, width: 30 })
    expect(guessDialect(text('ravenstack/subscriptions.csv'))).toMatchObject({
      delimiter: ',',
      headerLine: 1,
      width: 14,
    })
    expect(guessDialect(text('helpdesk-log/helpdesk.csv'))).toMatchObject({ delimiter: ';', headerLine: 1, width: 3 })
  })
})

describe('a file that is no table', () => {
  it('is named by its first bytes', () => {
    const zip = Buffer.from('PK\x03\x04\x14\0\x06\0[Content_Types].xml', 'latin1')
    expect(otherFile(zip)).toBe('xlsx')
    expect(otherFile(Buffer.from('PK\x03\x04\x14\0\x06\0photo.jpg', 'latin1'))).toBe('zip')
    expect(otherFile(Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'))).toBe('image')
    expect(otherFile(Buffer.from(Array.from({ length: 500 }, (_, i) => (i * 37) % 256)))).toBe('binary')
  })

  it('text in any encoding is taken for text', () => {
    for (const encoding of ['utf8', 'cp932', 'eucjp', 'utf-16le', 'utf-16be']) {
      expect(otherFile(iconv.encode('顧客,金額\r\n髙木商事,"1,200"\r\n', encoding))).toBeNull()
    }
  })
})
