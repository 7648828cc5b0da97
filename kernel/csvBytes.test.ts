import iconv from 'iconv-lite'
import { expect, test } from 'vitest'
import { encodeText, fileMark } from './csvBytes.ts'

const roundTrip = (text: string) => iconv.decode(Buffer.from(encodeText(text, 'cp932')), 'cp932')

test.each(['髙松', '山﨑', 'Ⅱ', '㈱', 'ｶﾅ', '福', '～', '①'])('%s comes back from CP932', (text) => {
  expect(roundTrip(text)).toBe(text)
})

test('characters with a twin in CP932 are written as it', () => {
  expect(roundTrip('10〜20−5')).toBe('10～20－5')
})

test('what CP932 does not have is a geta mark, never a question mark', () => {
  expect(roundTrip('𠮷野家😀?')).toBe('〓野家〓?')
})

test('UTF-8 begins with its mark and keeps everything', () => {
  expect(fileMark('utf-8')).toHaveLength(3)
  expect(new TextDecoder().decode(encodeText('𠮷野家😀', 'utf-8'))).toBe('𠮷野家😀')
})
