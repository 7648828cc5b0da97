import { createHash } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import fc from 'fast-check'
import iconv from 'iconv-lite'
import { describe, expect, it } from 'vitest'
import { sharedData } from '#test/build/shared.ts'
import { decoding } from './decode.ts'
import { guessEncoding } from './encoding.ts'
import type { Encoding } from './encodings.ts'

const edinet = `${sharedData}/jp-corporate/edinet-codes-cp932.csv`
const names = [
  '髙木商事',
  '山﨑建設',
  'ＡＢＣホールディングス',
  '㈱フジ',
  'カブシキガイシャ',
  'さくら',
  '東京都千代田区',
  '有',
  '利用中',
]
const names2 = [...names, 'ﾔﾏﾀﾞ ﾀﾛｳ', '～', '－', 'Ⅱ', '①', '2026年4月1日', 'Acme', '1,200', '']
const wordy = fc.array(fc.constantFrom(...names2), { minLength: 5, maxLength: 40 })
const table = wordy.map((cells) => `顧客名,住所\r\n${cells.join('","')}\r\n株式会社の例,おわり`)

const encode = (text: string, encoding: Encoding): Buffer =>
  iconv.encode(text, encoding === 'euc-jp' ? 'eucjp' : encoding, { addBOM: false })

describe('the encoding of a file', () => {
  const wide = ['utf-8', 'cp932', 'utf-16le', 'utf-16be'] as const
  it.each(wide)('%s is told from its bytes, and read back whole in pieces of any size', (encoding) => {
    fc.assert(
      fc.property(table, fc.integer({ min: 3, max: 50 }), (text, size) => {
        const bytes = encode(text, encoding)
        expect(guessEncoding(bytes).encoding).toBe(encoding)
        expect(inPieces(bytes, encoding, size)).toBe(text)
      }),
    )
  })

  it('EUC-JP is told from its bytes', () => {
    const plain = fc.array(fc.constantFrom('株式会社', 'さくら', '東京都', 'カメラ', '契約', '100', 'Acme'), {
      minLength: 3,
    })
    fc.assert(
      fc.property(plain, (cells) => {
        const bytes = encode(`顧客,担当\n${cells.join(',')}`, 'euc-jp')
        expect(guessEncoding(bytes).encoding).toBe('euc-jp')
      }),
    )
  })

  it('a byte order mark is believed and left out', () => {
    for (const encoding of ['utf-8', 'utf-16le', 'utf-16be'] as const) {
      const bytes = iconv.encode('名前,金額', encoding, { addBOM: true })
      expect(guessEncoding(bytes)).toEqual({ encoding, told: 'mark' })
      expect(inPieces(bytes, encoding, 1000)).toBe('名前,金額')
    }
  })

  it('a broken character here and there leaves UTF-8 what it is; western letters are Windows-1252', () => {
    const broken = Buffer.concat([Buffer.from('株式会社あおぞら,'.repeat(40)), Buffer.from([0xff]), Buffer.from(',終')])
    expect(guessEncoding(broken).encoding).toBe('utf-8')
    expect(guessEncoding(Buffer.from('name,city\ncaf\xe9,Montr\xe9al\nM\xfcller,K\xf6ln', 'latin1')).encoding).toBe(
      'windows-1252',
    )
  })

  it('a long file that begins in ASCII is told by its first other letters', () => {
    expect(guessEncoding(Buffer.from('id,name\n1,'), encode('さくら商事\n', 'cp932')).encoding).toBe('cp932')
  })

  it.skipIf(!existsSync(edinet))('the EDINET list comes out as its publisher wrote it', () => {
    const bytes = readFileSync(edinet)
    const { sha256_of_utf8_decode } = JSON.parse(readFileSync(edinet.replace(/[^/]+$/, 'expected.json'), 'utf8'))
    expect(guessEncoding(bytes.subarray(0, 65536)).encoding).toBe('cp932')
    expect(
      createHash('sha256')
        .update(inPieces(bytes, 'cp932', 4099))
        .digest('hex'),
    ).toBe(sha256_of_utf8_decode)
  })
})

function inPieces(bytes: Buffer, encoding: Encoding, size: number): string {
  const decode = decoding(encoding)
  let text = ''
  for (let i = 0; i < bytes.length; i += size) text += decode.push(bytes.subarray(i, i + size))
  return text + decode.end()
}
