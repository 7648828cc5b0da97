import fc from 'fast-check'
import PostalMime from 'postal-mime'
import { expect, test } from 'vitest'
import { mailAddress, oneLine } from './address.ts'
import { type Message, messageIdOf, written } from './message.ts'

const message = (given: Partial<Message> = {}): Message => ({
  messageId: messageIdOf('01998a00-0000-7000-8000-000000000001', 'cs@shiken.example.co.jp'),
  date: new Date('2026-11-22T03:00:00Z'),
  from: { name: '試験商事 サポート窓口', address: 'cs@shiken.example.co.jp' },
  to: { name: '山田 花子 様', address: 'hanako@example.co.jp' },
  replyTo: null,
  subject: '【重要】ご利用開始のご案内：はじめの三つのステップと、よくあるご質問について(①〜③)',
  text: '山田様\n\nいつもお世話になっております。\n.\n先頭が点の行',
  html: '<p>山田様</p>',
  unsubscribe: { url: 'https://banso.example.co.jp/u/abc', mailto: null },
  ...given,
})

test('a Japanese mail is read as it was written, by lines that every server takes', async () => {
  const raw = await written(message())
  const read = await PostalMime.parse(raw)
  expect(read).toMatchObject({ subject: message().subject, from: message().from, to: [message().to] })
  expect(read.text?.trim()).toBe(message().text)
  expect(read.html?.trim()).toBe('<p>山田様</p>')
  // oxlint-disable-next-line no-control-regex -- a header is ASCII until both sides have agreed on more
  expect(raw.toString('latin1').split('\r\n\r\n', 1)[0]).toMatch(/^[\x00-\x7f]*$/)
  expect(
    Math.max(
      ...raw
        .toString()
        .split('\r\n')
        .map((line) => line.length),
    ),
  ).toBeLessThanOrEqual(998)
})

const hostile = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 60 }),
  fc
    .array(
      fc.constantFrom(
        '\r\n',
        '\n',
        '\r',
        '\u2028',
        '\0',
        '\t',
        'Bcc: x@evil.example',
        'Subject:',
        '\r\n\r\n<p>',
        '>',
        '<',
        ',',
        ';',
        '"',
        '\\',
        '=?UTF-8?Q?=0D=0ABcc:?=',
        ' ',
        '山田',
        'a@b.jp',
      ),
      { maxLength: 12 },
    )
    .map((parts) => parts.join('')),
)
const names = (raw: Buffer) =>
  raw
    .toString('latin1')
    .split('\r\n\r\n', 1)[0]!
    .split('\r\n')
    .filter((line) => !/^[ \t]/.test(line))
    .map((line) => line.split(':', 1)[0]!.toLowerCase())
    .sort()

// 5,000 of another making: `npm run chaos -- mail-headers`.
test('whatever stands in names and subject, no header and no recipient is added', async () => {
  const expected = names(await written(message()))
  await fc.assert(
    fc.asyncProperty(hostile, hostile, hostile, async (subject, from, to) => {
      const raw = await written(
        message({
          subject,
          from: { name: from, address: 'cs@shiken.example.co.jp' },
          to: { name: to, address: 'hanako@example.co.jp' },
        }),
      )
      // A subject of nothing has no header of its own.
      const found = names(raw)
      expect(oneLine(subject) === '' ? [...new Set([...found, 'subject'])].sort() : found).toEqual(expected)
      const read = await PostalMime.parse(raw)
      expect(read.to).toMatchObject([{ address: 'hanako@example.co.jp' }])
      expect(read.from).toMatchObject({ address: 'cs@shiken.example.co.jp' })
      expect([read.cc ?? [], read.bcc ?? []]).toEqual([[], []])
    }),
    { numRuns: 200 },
  )
})

test('an address that is taken is one recipient and ends no line', () => {
  fc.assert(
    fc.property(hostile, (text) => {
      const address = mailAddress(text)
      if (address !== null) expect(address).toMatch(/^[^\s@,;<>"()[\]\\]+@[a-z0-9.-]+$/)
    }),
    { numRuns: 5000 },
  )
  expect(mailAddress(' Hanako.Yamada@EXAMPLE.co.jp ')).toBe('Hanako.Yamada@example.co.jp')
  expect(mailAddress('a..b.@docomo.ne.jp')).toBe('a..b.@docomo.ne.jp')
  expect(mailAddress('taro@日本語.jp')).toBe('taro@xn--wgv71a119e.jp')
  for (const none of ['', 'a@b', 'a@b.jp, c@d.jp', 'a@b.jp\nBcc: c@d.jp', '<a@b.jp>', 'a b@c.jp']) {
    expect(mailAddress(none)).toBeNull()
  }
})
