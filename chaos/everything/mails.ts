import { setTimeout as wait } from 'node:timers/promises'
import pg from 'pg'
import { addDays, dayOf } from '#kernel/day.ts'
import type { Call } from '../call.ts'
import type { Taken } from '../mail/sink.ts'

const perRequest = 1000
const daysOfWeek = { from: 0, to: 24, weekdays: false }
const subjects = { first: 'chaos first step', second: 'chaos second step', news: 'chaos news' } as const

/** Customers of one person each, who get two step mails or a broadcast, by the number of their wave. */
export type Wave = { number: number; customers: number }

/** Mails of a wave by its customer: every other one is a broadcast. */
const mailsOf = ({ number }: Wave) =>
  number % 2 === 0 ? ([subjects.first, subjects.second] as const) : ([subjects.news] as const)
const wordOf = ({ number }: Wave) => `第${number}陣`
const addressOf = ({ number }: Wave, n: number) => `person${n}@wave${number}.example.co.jp`
export const isOf = (wave: Wave, { to }: Pick<Taken, 'to'>) => to.endsWith(`@wave${wave.number}.example.co.jp`)

/** Waves with so many mails in all. */
export function wavesFor(mails: number, count: number): Wave[] {
  const customers = Math.ceil(mails / (count * 1.5))
  return Array.from({ length: count }, (_, number) => ({ number, customers }))
}

/** Lets the company send by a server of ours, on every day of the year, with texts that are told apart by their subject. */
export async function prepareMails(call: Call, port: number): Promise<void> {
  const rates = { perMinute: 6000, perDomainMinute: 6000 }
  await call('PUT', '/mail/server', { ...rates, host: '127.0.0.1', port, security: 'none', user: null, version: 0 })
  const block = { company: '試験商事株式会社', postalAddress: '東京都千代田区1-1', contact: '03-0000-0000' }
  const sender = { ...block, name: '試験商事 サポート窓口', address: 'cs@shiken.example.co.jp', replyTo: null }
  await call('POST', '/mail/senders', sender)
  const calendar = await call<object>('GET', '/plan-calendar')
  await call('PUT', '/plan-calendar', { ...calendar, holidays: 'none', daysOff: [] })
  for (const [key, subject] of Object.entries(subjects)) {
    const body = { ja: '{{ contact.addressee }}\n\nいつもお世話になっております。\n', en: 'Dear {{ contact.name }},\n' }
    const draft = { name: both(key), aim: both(''), subject: both(subject), body }
    await call('PUT', `/outreach/templates/chaos_${key}`, { version: 0, note: '', draft })
  }
}

const both = (text: string) => ({ ja: text, en: text })

/** Makes the customers of a wave; nothing is sent to them yet. */
export async function makeCustomers(call: Call, login: pg.ClientConfig, wave: Wave): Promise<void> {
  const signedUpOn = addDays(dayOf(Date.now(), 'Asia/Tokyo'), -3)
  const source = `wave${wave.number}`
  for (let from = 0; from < wave.customers; from += perRequest) {
    const rows = Array.from({ length: Math.min(perRequest, wave.customers - from) }, (_, i) => ({
      externalId: `${from + i}`,
      name: `${wordOf(wave)} ${from + i}号`,
      signedUpOn,
    }))
    await call('PUT', '/accounts/bulk', { source, rows })
  }
  await asking(login, (client) =>
    client.query(
      `insert into contacts (workspace_id, id, account_id, name, email, roles)
       select workspace_id, gen_random_uuid(), account_id, '担当者 ' || external_id,
         'person' || external_id || '@' || source || '.example.co.jp', '{promoter}'
       from account_external_ids where source = $1`,
      [source],
    ),
  )
}

/** Sends a wave its mails, as somebody does on the page. */
export async function order(call: Call, wave: Wave): Promise<void> {
  const condition = `account.name.contains("${wordOf(wave)}")`
  if (mailsOf(wave).length === 1) {
    const made = await call<{ id: string; version: number }>('POST', '/outreach/broadcasts', {
      name: wordOf(wave),
      template: 'chaos_news',
      condition,
      roles: ['promoter'],
      window: daysOfWeek,
      waitDays: 3,
      subjectB: null,
      senderId: null,
      sendAt: null,
    })
    await call('PUT', `/outreach/broadcasts/${made.id}/status`, { version: made.version, move: 'schedule' })
    return
  }
  const key = `wave${wave.number}`
  const mail = (step: 'first' | 'second', at: 'begin' | 'previous') => ({
    key: step,
    template: `chaos_${step}`,
    when: { at, days: 0 },
    condition: '',
    role: 'promoter',
    purpose: { is: 'none' },
  })
  const draft = {
    name: both(key),
    aim: both(''),
    follows: { what: 'date', fact: 'account.signed_up_on' },
    scope: condition,
    window: daysOfWeek,
    holdOutPercent: 0,
    waitDays: 3,
    mails: [mail('first', 'begin'), mail('second', 'previous')],
  }
  await call('PUT', `/outreach/sequences/${key}`, { version: 0, note: '', draft })
  await call('PUT', `/outreach/sequences/${key}/on`, { isOn: true })
}

/**
 * Waits until no mail of some waves is planned or on its way any more. Once nothing moves, what killed processes had taken is
 * given the rest of its minute.
 */
export async function allEnded(login: pg.ClientConfig, waves: readonly Wave[], taken: readonly Taken[]): Promise<void> {
  const expected = waves.reduce((sum, wave) => sum + wave.customers * mailsOf(wave).length, 0)
  await asking(login, async (client) => {
    for (let [seen, since] = ['', Date.now()]; ; await wait(300)) {
      const { rows } = await client.query<{ made: number; open: number; leased: number }>(
        `select (select count(*)::int from mails where to_address like '%@wave%') as made,
           (select count(*)::int from mails where status in ('queued', 'leased', 'handing')) as open,
           (select count(*)::int from mails where status in ('leased', 'handing')) as leased`,
      )
      const { made, open, leased } = rows[0]!
      if (made >= expected && open === 0) return
      const now = `${made} ${open} ${taken.length}`
      if (now !== seen) [seen, since] = [now, Date.now()]
      if (Date.now() - since > 5000 && leased > 0)
        await client.query(
          `update mails set lease_until = now() - interval '1 second' where status in ('leased', 'handing')`,
        )
      if (Date.now() - since > 120_000) return // what is missing is told by the comparison
    }
  })
}

/** Mails of which nobody knows whether they arrived, as the product lists them. */
export async function listedInDoubt(call: Call): Promise<Set<string>> {
  const listed = new Set<string>()
  for (let cursor: string | null = ''; cursor !== null; ) {
    const page: { mails: { to: string; subject: string }[]; nextCursor: string | null } = await call(
      'GET',
      `/mail/log?status=in_doubt&limit=200${cursor ? `&cursor=${encodeURIComponent(cursor)}` : ''}`,
    )
    for (const { to, subject } of page.mails) listed.add(`${to}: ${subject}`)
    cursor = page.nextCursor
  }
  return listed
}

/** What is wrong with the mails of some waves, by what the server took in: each once, or listed as in doubt. */
export function wrongMails(waves: readonly Wave[], taken: readonly Taken[], inDoubt: ReadonlySet<string>): string[] {
  const times = new Map<string, number>()
  for (const { to, subject } of taken) times.set(`${to}: ${subject}`, (times.get(`${to}: ${subject}`) ?? 0) + 1)
  const wrong: string[] = []
  for (const wave of waves)
    for (let n = 0; n < wave.customers; n++)
      for (const subject of mailsOf(wave)) {
        const mail = `${addressOf(wave, n)}: ${subject}`
        const came = times.get(mail) ?? 0
        times.delete(mail)
        if (came > 1) wrong.push(`${mail} was taken in ${came} times`)
        if (came === 0 && !inDoubt.has(mail)) wrong.push(`${mail} never came, and nobody is told`)
      }
  const others = [...times.keys()].filter((mail) => waves.some((wave) => isOf(wave, { to: mail.split(':', 1)[0]! })))
  return [...wrong, ...others.map((mail) => `${mail} was asked of nobody`)]
}

/**
 * The planted fault: what is being handed over is found as by a product that writes its state down afterwards. Needs mails
 * under way to a server that takes its time.
 */
export async function forgetHandingOver(login: pg.ClientConfig): Promise<void> {
  await asking(login, (client) =>
    client.query(`update mails set status = 'queued', lease = null, lease_until = null where status = 'handing'`),
  )
}

async function asking<T>(login: pg.ClientConfig, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client(login)
  await client.connect()
  try {
    return await work(client)
  } finally {
    await client.end()
  }
}
