import { expect, test } from 'vitest'
import { judgePassword } from './passwordRules.ts'

const personal = ['山田 花子', 'hanako.yamada@example.co.jp', '試験商事', 'banso']

test.each([
  ['short', 'password.short'],
  ['a'.repeat(129), 'password.long'],
  ['12345678', 'password.common'],
  ['aaaaaaaaaaaa', 'password.common'],
  ['87654321', 'password.common'],
  ['Password', 'password.common'],
  ['Password123!', 'password.common'],
  ['P@ssw0rd', 'password.common'],
  ['ｐａｓｓｗｏｒｄ', 'password.common'],
  ['football1', 'password.common'],
  ['hanako.yamada', 'password.personal'],
  ['yamada-hanako-2026', 'password.personal'],
  ['山田花子山田花子', 'password.personal'],
  ['bansobanso2026', 'password.personal'],
])('%s is refused: %s', (password, rule) => expect(judgePassword(password, personal)).toBe(rule))

test.each([
  'correct horse battery',
  'kawaのほとりで昼寝',
  'hanabi taikai 8gatsu',
  'tq7-vb2x',
  '桜の木の下で待つ人',
  'x'.repeat(3) + 'yz91 kumo',
])('%s is taken: length is what counts', (password) => expect(judgePassword(password, personal)).toBeNull())
