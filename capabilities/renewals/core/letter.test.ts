import { expect, test } from 'vitest'
import { day } from '#kernel/day.ts'
import { type LetterFacts, letterInEnglish, letterInJapanese, mailto } from './letter.ts'

const facts: LetterFacts = {
  account: '青海精機株式会社',
  workspace: '巡回ノート株式会社',
  sender: { name: '早瀬 悠人', email: 'hayase@example.jp' },
  to: { name: '鳥飼 修', department: '生産本部', title: '本部長' },
  products: ['巡回ノート'],
  startedOn: day('2024-04-01'),
  termLast: day('2027-03-31'),
  noticeBy: day('2027-01-30'),
  autoRenews: true,
  seats: 40,
  licenceUse: 84.6,
  weeklyUsers: 33,
  reached: '初めての成果',
  offer: { from: day('2026-11-27'), until: day('2026-12-11') },
}

test('the letter addresses who decides and tells what is known of the customer', () => {
  const { subject, body } = letterInJapanese(facts)
  expect(subject).toContain('ご契約更新に向けたお打ち合わせのお願い')
  for (const words of ['生産本部 本部長 鳥飼 修 様', '2027年3月31日', '40名(ご利用率 85%)', '2027年1月30日まで'])
    expect(body).toContain(words)
  expect(letterInEnglish(facts).body).toContain('40 seats under contract, 85% of them in use')
})

test('what is not known is not written of', () => {
  const nothing = { to: null, noticeBy: null, seats: null, licenceUse: null, weeklyUsers: null, reached: null }
  for (const letter of [letterInJapanese, letterInEnglish]) {
    const { body } = letter({ ...facts, ...nothing, products: [], autoRenews: false })
    expect(body).not.toMatch(/null|undefined|NaN|「」/)
    expect(body.split('\n').length).toBeLessThan(letter(facts).body.split('\n').length)
  }
})

test('a draft opens with address, subject and text as they were written', () => {
  const link = new URL(mailto('torikai@example.jp', { subject: 'お願い & ご相談', body: '一行目\n二行目' }))
  expect(link.pathname).toBe('torikai@example.jp')
  expect(link.searchParams.get('subject')).toBe('お願い & ご相談')
  expect(link.searchParams.get('body')).toBe('一行目\r\n二行目')
})
