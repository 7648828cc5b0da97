import fc from 'fast-check'
import { expect, test } from 'vitest'
import { masked } from './purposes.ts'
import { isGone, mailIdOf, readReport } from './report.ts'
import { missingOf, senderBlock } from './senderBlock.ts'

const id = '01998a00-0000-7000-8000-000000000001'
const original = {
  type: 'message/rfc822',
  text: `Subject: x\r\nMessage-ID:\r\n <${id}@shiken.example.co.jp>\r\n\r\nbody`,
}
const status = (fields: string) => ({
  type: 'message/delivery-status',
  text: `Reporting-MTA: dns; mx\r\n\r\nFinal-Recipient: rfc822; Hanako@example.co.jp\r\n${fields}\r\n`,
})

test('a report tells an address that is gone from one that is full, and knows whose mail it was', () => {
  const gone = readReport([
    status('Action: failed\r\nStatus: 5.1.1\r\nDiagnostic-Code: smtp; 550 5.1.1\r\n no such user'),
    original,
  ])
  expect(gone).toEqual({
    kind: 'hard',
    mailId: id,
    recipient: 'hanako@example.co.jp',
    status: '5.1.1',
    detail: '550 5.1.1 no such user',
  })
  expect(readReport([status('Action: failed\r\nStatus: 5.2.2'), original])).toMatchObject({ kind: 'soft', mailId: id })
})

test('a delay is no bounce, and neither is a mail that reports nothing', () => {
  expect(readReport([status('Action: delayed\r\nStatus: 4.4.1'), original])).toBeNull()
  expect(readReport([{ type: 'text/plain', text: 'Action: failed' }])).toBeNull()
})

test('a complaint is read from a feedback report; that it was no spam is none', () => {
  const feedback = (kind: string) => ({
    type: 'message/feedback-report',
    text: `Feedback-Type: ${kind}\nUser-Agent: mail/1\nOriginal-Rcpt-To: <hanako@example.co.jp>\n`,
  })
  expect(readReport([feedback('abuse'), original])).toMatchObject({
    kind: 'complaint',
    mailId: id,
    recipient: 'hanako@example.co.jp',
  })
  expect(readReport([feedback('not-spam'), original])).toBeNull()
})

test('whatever is brought is read without a fault', () => {
  const types = fc.constantFrom('message/delivery-status', 'message/rfc822', 'message/feedback-report', 'text/plain')
  const text = fc.oneof(
    fc.string(),
    fc.array(fc.constantFrom('Action: failed', '\r\n', 'Status: ', ':', 'x')).map(String),
  )
  fc.assert(
    fc.property(fc.array(fc.record({ type: types, text })), (parts) => {
      const found = readReport(parts)
      expect(found === null || ['hard', 'soft', 'complaint'].includes(found.kind)).toBe(true)
    }),
  )
  expect([isGone('5.1.1'), isGone('5.1.7'), isGone('5.2.2'), isGone(null)]).toEqual([true, false, false, false])
  expect(mailIdOf('<a@b> <c@d>')).toBeNull()
})

test('a masked address is known to its owner and tells nobody else; the sender block is the whole of what the law asks', () => {
  expect(masked('hanako@example.co.jp')).toBe('ha•••@e•••.co.jp')
  expect(masked('ito@a.jp')).toBe('i•••@a•••.jp')
  const block = { company: '試験商事<株>', postalAddress: '東京都', contact: '03-0000-0000' }
  const { text, html } = senderBlock(block, 'https://b.example/u/x', 'ja')
  expect(text).toContain('試験商事<株>\n所在地：東京都\nお問い合わせ：03-0000-0000')
  expect(html).toContain('試験商事&lt;株&gt;')
  expect(missingOf({ ...block, contact: ' ' })).toEqual(['contact'])
})
