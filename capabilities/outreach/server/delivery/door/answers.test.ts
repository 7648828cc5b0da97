import iconv from 'iconv-lite'
import { beforeAll, expect, test } from 'vitest'
import { letSend } from '#test/build/mailing.ts'
import { type TestServer, testServer, type Visitor } from '#test/servers/server.ts'
import { smtpSink } from '#test/servers/smtpSink.ts'

let server: TestServer
let admin: Visitor
let door: string

beforeAll(async () => {
  server = await testServer()
  admin = await server.signIn('admin')
  await letSend(admin, await smtpSink())
  door = new URL((await admin.api.mail.openDoor()).door!.address).pathname
})

/** A mail by hand that went out to 中村, whose colleague 渡辺 may answer too. */
async function sentMail() {
  const { id } = await admin.api.accounts.create({ name: '比良山工業' })
  const [nakamura, watanabe] = ['nakamura', 'watanabe'].map((name) => `${name}-${crypto.randomUUID()}@kyaku.example.jp`)
  const { id: contactId } = await admin.api.accounts.contacts.create({ id, name: '中村 葵', email: nakamura! })
  await admin.api.accounts.contacts.create({ id, name: '渡辺 健', email: watanabe! })
  const mail = { id, contactId, template: null, subject: '日程のご相談', text: '中村様', reason: '' }
  const { messages } = await admin.api.outreach.send(mail)
  const mailId = messages[0]!.id
  await expect.poll(async () => (await admin.api.mail.get({ id: mailId })).status, { timeout: 45_000 }).toBe('sent')
  return { id, mailId, nakamura: nakamura!, watanabe: watanabe! }
}
type Sent = Awaited<ReturnType<typeof sentMail>>

/** Brings an answer through the door as a mail server does: headers, then the body in its own encoding. */
async function bring(
  { mailId }: Sent,
  from: string,
  type: string,
  body: Buffer | string,
  own: string = crypto.randomUUID(),
) {
  const head = [
    `From: =?ISO-2022-JP?B?GyRCQ2ZCPBsoQg==?= <${from}>`,
    'To: cs@shiken.example.co.jp',
    'Subject: =?ISO-2022-JP?B?GyRCRnxEeBsoQg==?=',
    `Message-ID: <${own}@kyaku.example.jp>`,
    `In-Reply-To: <${mailId}@shiken.example.co.jp>`,
    'MIME-Version: 1.0',
    `Content-Type: ${type}`,
    '',
    '',
  ].join('\r\n')
  const whole = Buffer.concat([Buffer.from(head), Buffer.from(body)])
  const sent = { method: 'POST', headers: { 'content-type': 'message/rfc822' }, body: new Uint8Array(whole) }
  return (await fetch(`${server.address}${door}`, sent)).json()
}
/** What stands on the timeline of what came in, and on the mail's line. */
async function told({ id, mailId }: Sent) {
  const { entries } = await admin.api.timeline.stream({ id })
  const came = entries.flatMap((one) =>
    one.type === 'activity' && one.activity.direction === 'in' ? one.activity : [],
  )
  const { messages } = await admin.api.outreach.ofAccount({ id })
  const on = came.map(({ body, title, contacts }) => ({ body, title, by: contacts.map(({ name }) => name) }))
  return { on, line: messages.find((one) => one.id === mailId)!.answers }
}

// ISO-2022-JP by hand, as no encoder of ours writes it: JIS X 0208 is EUC-JP without the high bits, between two escapes.
const jis = (text: string) =>
  Buffer.concat(
    text
      .split(/(\p{ASCII}+)/u)
      .filter((part) => part !== '')
      .map((part) => {
        if (part.charCodeAt(0) < 0x80) return Buffer.from(part)
        const bytes = iconv.encode(part, 'euc-jp').map((byte) => byte & 0x7f)
        return Buffer.concat([Buffer.from('\u001b$B'), bytes, Buffer.from('\u001b(B')])
      }),
  )

test('an answer in ISO-2022-JP stands on the timeline and on the mail’s line, without the mail below it', async () => {
  const sent = await sentMail()
  const words = 'お世話になっております。\r\n12月3日でお願いいたします。'
  const below =
    '2026年11月20日(金) 10:00 試験商事 <cs@shiken.example.co.jp>:\r\n> 中村様\r\n> 日程はいかがでしょうか。\r\n'
  const body = jis(`${words}\r\n\r\n${below}`)
  expect(await bring(sent, sent.nakamura, 'text/plain; charset=ISO-2022-JP', body)).toEqual({
    received: true,
    used: true,
  })
  const kept = words.replace('\r\n', '\n')
  expect(await told(sent)).toEqual({ on: [{ body: kept, title: 'Re: 日程のご相談', by: ['中村 葵'] }], line: [kept] })
})

test('an answer in HTML alone is kept as words, from whoever at the customer wrote it', async () => {
  const sent = await sentMail()
  const html = `<html><head><style>p { color: red }</style></head><body><p>渡辺です。<br>人数は&nbsp;3&lt;4名で、<a href="https://x.example/">資料</a>も拝見しました。</p>
    <div class="gmail_quote">2026年11月20日(金) 10:00 試験商事 &lt;<a href="mailto:cs@shiken.example.co.jp">cs@shiken.example.co.jp</a>&gt;:<br>
    <blockquote>中村様<br>日程は</blockquote></div><script>alert(1)</script></body></html>`
  await bring(sent, sent.watanabe.toUpperCase(), 'text/html; charset=utf-8', html)
  const [entry, ...more] = (await told(sent)).on
  expect(more).toEqual([])
  expect(entry).toMatchObject({ body: '渡辺です。\n人数は 3<4名で、資料も拝見しました。', by: ['渡辺 健'] })
})

test('a second answer is kept beside the first; the same one brought twice is not', async () => {
  const sent = await sentMail()
  const plain = 'text/plain; charset=utf-8'
  await bring(sent, sent.nakamura, plain, '承知しました。', 'one')
  await bring(sent, sent.nakamura, plain, '承知しました。', 'one')
  await bring(sent, sent.nakamura, plain, '会議室を予約しました。', 'two')
  expect((await told(sent)).line).toEqual(['承知しました。', '会議室を予約しました。'])
  expect((await told(sent)).on).toHaveLength(2)
})

test('an answer that is taken off the timeline is gone from the mail’s line as well', async () => {
  const sent = await sentMail()
  await bring(sent, sent.nakamura, 'text/plain; charset=utf-8', '内密にお願いします。')
  const { entries } = await admin.api.timeline.stream({ id: sent.id })
  const entry = entries.flatMap((one) =>
    one.type === 'activity' && one.activity.direction === 'in' ? one.activity : [],
  )
  await admin.api.timeline.activities.archive({ id: entry[0]!.id })
  expect(await told(sent)).toEqual({ on: [], line: [] })
})
