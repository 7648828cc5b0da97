import type { Day } from '#kernel/day.ts'

/** What a letter to the decision maker is written from; what is null is not written of. */
export type LetterFacts = {
  account: string
  workspace: string
  sender: { name: string; email: string }
  to: { name: string; department: string | null; title: string | null } | null
  products: readonly string[]
  startedOn: Day
  termLast: Day
  /** The last day on which notice can be given, where it still lies ahead. */
  noticeBy: Day | null
  autoRenews: boolean
  seats: number | null
  /** Percent of the seats that are used. */
  licenceUse: number | null
  weeklyUsers: number | null
  /** The milestone that was reached last. */
  reached: string | null
  offer: { from: Day; until: Day }
}

export type Letter = { subject: string; body: string }

/** A letter that asks the decision maker for half an hour, in Japanese: the customer's own facts, and nothing that is not known. */
export function letterInJapanese(of: LetterFacts): Letter {
  const day = (on: Day) => `${Number(on.slice(0, 4))}年${Number(on.slice(5, 7))}月${Number(on.slice(8))}日`
  const product = of.products.map((name) => `「${name}」`).join('')
  const addressee = of.to ? [of.to.department, of.to.title].filter((part) => part !== null).join(' ') : 'ご担当者'
  const facts = [
    `・ご利用開始: ${day(of.startedOn)}`,
    of.seats === null
      ? null
      : `・ご契約数: ${of.seats}名${of.licenceUse === null ? '' : `(ご利用率 ${Math.round(of.licenceUse)}%)`}`,
    of.weeklyUsers === null ? null : `・この1週間にご利用いただいた方: ${of.weeklyUsers}名`,
    of.reached === null ? null : `・直近に到達された節目: ${of.reached}`,
  ]
  const notice = of.noticeBy
    ? `なお、ご契約内容の変更や更新の見送りをご希望の場合のお申し出は、${day(of.noticeBy)}までとなっております。`
    : null
  const renews = of.autoRenews ? 'その後は、お申し出のない限り自動で更新されます。' : ''
  return {
    subject: `${product}ご契約更新に向けたお打ち合わせのお願い(${of.workspace} ${of.sender.name})`,
    body: lines([
      of.account,
      of.to ? `${addressee}${addressee ? ' ' : ''}${of.to.name} 様` : `${addressee}様`,
      '',
      'いつもお世話になっております。',
      `${of.workspace}の${of.sender.name}でございます。`,
      '',
      `${product ? `ご利用いただいております${product}は` : 'ご利用いただいております当社サービスは'}、${day(of.termLast)}に現在のご契約期間の満了を迎えます。${renews}`,
      'つきましては、これまでのご活用の状況と成果をご報告し、今後のご方針をお伺いしたく、30分ほどお時間を頂戴できませんでしょうか。',
      notice,
      '',
      '現在のご利用状況は、次のとおりです。',
      ...facts,
      '',
      `${day(of.offer.from)}から${day(of.offer.until)}までの間で、ご都合のよい日時を二、三お知らせいただけますと幸いです。オンラインでも、お伺いする形でも承ります。`,
      '',
      'ご多忙のところ恐れ入りますが、何卒よろしくお願い申し上げます。',
      '',
      of.sender.name,
      of.workspace,
      of.sender.email,
    ]),
  }
}

/** The same in English. */
export function letterInEnglish(of: LetterFacts): Letter {
  const format = new Intl.DateTimeFormat('en-US', { timeZone: 'UTC', dateStyle: 'long' })
  const day = (on: Day) => format.format(Date.parse(`${on}T12:00:00Z`))
  const product = of.products.join(' and ') || 'our service'
  const facts = [
    `- In use since ${day(of.startedOn)}`,
    of.seats === null
      ? null
      : `- ${of.seats} seats under contract${of.licenceUse === null ? '' : `, ${Math.round(of.licenceUse)}% of them in use`}`,
    of.weeklyUsers === null ? null : `- ${of.weeklyUsers} people used it in the past week`,
    of.reached === null ? null : `- Latest milestone reached: ${of.reached}`,
  ]
  const notice = of.noticeBy ? `If you wish to change or end it, notice is due by ${day(of.noticeBy)}.` : null
  const renews = of.autoRenews ? ' It then renews unless you tell us otherwise.' : ''
  return {
    subject: `30 minutes about renewing ${product} for ${of.account}`,
    body: lines([
      of.to ? `Dear ${of.to.name},` : `Dear ${of.account} team,`,
      '',
      `The current term of ${product} for ${of.account} ends on ${day(of.termLast)}.${renews}`,
      'Before then I would like to report how it has been used and what came of it, and to hear about your plans. Could you spare 30 minutes?',
      notice,
      '',
      'Where things stand today:',
      ...facts,
      '',
      `Any time between ${day(of.offer.from)} and ${day(of.offer.until)} that suits you is fine, online or at your office.`,
      '',
      'Kind regards,',
      of.sender.name,
      of.workspace,
      of.sender.email,
    ]),
  }
}

const lines = (all: readonly (string | null)[]) => all.filter((line) => line !== null).join('\n')

/** Opens a letter as a draft in the person's own mail program (RFC 6068: lines end with CRLF). */
export function mailto(address: string | null, { subject, body }: Letter): string {
  const query = `subject=${encodeURIComponent(subject)}&body=${encodeURIComponent(body.replaceAll('\n', '\r\n'))}`
  return `mailto:${address === null ? '' : encodeURIComponent(address).replaceAll('%40', '@')}?${query}`
}
