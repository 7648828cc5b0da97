import { randomBytes } from 'node:crypto'
import { uuidV7 } from '#kernel/id.ts'
import type { AccountId, ContactId } from '#kernel/id.ts'
import type { Tx } from '#platform/database/scope.ts'
import type { Locale, Workspace } from '#platform/http/context.ts'
import { queueMails } from '#platform/mail/outbox.ts'
import { codeMinutes } from '#capabilities/access/core/link.ts'

type To = {
  workspace: Workspace
  accountId: AccountId
  contactId: ContactId
  address: string
  name: string
  locale: Locale
}

/** Mails the code by which a browser is let in. */
export async function mailCode(tx: Tx, to: To & { code: string; now: Date }): Promise<void> {
  const { subject, text } = words[to.locale](to.workspace.name, to.name, to.code)
  await mail(tx, { ...to, subject, text, purpose: 'login_code' })
}

/** Mails the link itself: where the plan is, and until when it opens. */
export async function mailLink(tx: Tx, to: To & { url: string; until: string; now: Date }): Promise<void> {
  const { subject, text } = linkWords[to.locale](to.workspace.name, to.name, to.url, to.until)
  await mail(tx, { ...to, subject, text, purpose: 'plan' })
}

async function mail(tx: Tx, given: To & { subject: string; text: string; purpose: string; now: Date }): Promise<void> {
  const { workspace, accountId, contactId, address, name, subject, text, purpose, now } = given
  await queueMails(tx, workspace.id, [
    {
      id: uuidV7(now.getTime(), randomBytes(10)),
      accountId,
      contactId,
      to: { address, name },
      senderId: null,
      subject,
      text,
      html: null,
      kind: 'transactional',
      purpose,
      notBefore: now,
    },
  ])
}

const lines = (...all: string[]) => `${all.join('\n')}\n`

const words = {
  ja: (company: string, name: string, code: string) => ({
    subject: `【${company}】確認コードのお知らせ`,
    text: lines(
      `${name} 様`,
      '',
      `いつもお世話になっております。${company}です。`,
      '導入プランのページを開くための確認コードをお知らせします。',
      '',
      `確認コード: ${code}`,
      '',
      `このコードは${codeMinutes}分間、1回かぎり有効です。`,
      'お心当たりのない場合は、このメールを破棄してください。コードを入力しないかぎり、ページは開かれません。',
    ),
  }),
  en: (company: string, name: string, code: string) => ({
    subject: `Your code for ${company}`,
    text: lines(
      `Dear ${name},`,
      '',
      `here is the code that opens the page of your plan with ${company}:`,
      '',
      `Code: ${code}`,
      '',
      `It is good for ${codeMinutes} minutes, and once.`,
      'If you did not ask for it, please delete this mail: without the code, nobody sees the page.',
    ),
  }),
}

const linkWords = {
  ja: (company: string, name: string, url: string, until: string) => ({
    subject: `【${company}】導入プランのページのご案内`,
    text: lines(
      `${name} 様`,
      '',
      `いつもお世話になっております。${company}です。`,
      'ご一緒に進めている導入プランを、下記のページでご覧いただけます。',
      '次に行うこと、かかる時間、ご質問の受け付けまで、この1ページにまとめています。',
      '',
      url,
      '',
      'はじめて開くときは、このメールアドレスにお送りする確認コードを入力してください。アカウントの登録は不要です。',
      `このリンクは${name}様専用です。${until}までご利用いただけます。転送された方が開くことはできません。`,
    ),
  }),
  en: (company: string, name: string, url: string, until: string) => ({
    subject: `Your plan with ${company}`,
    text: lines(
      `Dear ${name},`,
      '',
      `this page shows the plan that we follow together: what comes next, how long it takes, and where to ask.`,
      '',
      url,
      '',
      'The first time, it asks for a code that we send to this address. There is no account to make.',
      `The link is yours alone and opens until ${until}; whoever it is forwarded to cannot open it.`,
    ),
  }),
}
