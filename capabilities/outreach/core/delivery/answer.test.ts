import { expect, test } from 'vitest'
import { longestAnswer, ownWords } from './answer.ts'

const said = 'お世話になっております。中村です。\n12月3日でお願いいたします。'

test('the mail below an answer is cut, by whatever mail program it was put there', () => {
  const below = [
    '2026年11月20日(金) 10:00 試験商事 サポート窓口 <cs@shiken.example.co.jp>:\n>\n> 中村様\n> ご都合はいかがでしょうか。',
    '2026/11/20 10:00、試験商事 <cs@shiken.example.co.jp>のメール:\n> 中村様',
    'On Fri, Nov 20, 2026 at 10:00 AM Shiken Shoji\n<cs@shiken.example.co.jp> wrote:\n\n> Dear Nakamura',
    '-----Original Message-----\nFrom: 試験商事\n中村様',
    '----- 元のメッセージ -----\n中村様',
    '________________________________\n差出人: 試験商事 <cs@shiken.example.co.jp>\n送信日時: 2026年11月20日 10:00\n宛先: 中村 葵\n件名: 日程のご相談\n\n中村様',
    '> 中村様\n> ご都合はいかがでしょうか。\n',
  ]
  for (const history of below) expect(ownWords(`${said}\n\n${history}`)).toBe(said)
})

test('answers between quoted lines stay with what they answer', () => {
  const between = '> 日程はいかがでしょうか。\n12月3日でお願いします。\n> 人数は\n三名です。'
  expect(ownWords(between)).toBe(between)
})

test('what only looks like a quotation is left: a date, a colon, somebody called from', () => {
  const own = '2026年12月3日の件ですが、次のとおりです:\n・会場は本社\n差出人: 総務部 としてください。\n以上です。'
  expect(ownWords(own)).toBe(own)
})

test('an answer of nothing but a quotation is kept as it came, and a very long one is bounded', () => {
  expect(ownWords('> 中村様\r\n> 承知しました')).toBe('> 中村様\n> 承知しました')
  expect(ownWords('あ'.repeat(20_000))).toHaveLength(longestAnswer)
  expect(ownWords('改行\r\n\r\n\r\n\r\nあと\u0000')).toBe('改行\n\nあと')
})
