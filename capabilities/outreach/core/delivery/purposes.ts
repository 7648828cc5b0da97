/** What mails of marketing are for; each can be unsubscribed from by itself. Others go out under the last. */
export const purposes = ['step_mail', 'broadcast', 'survey', 'by_hand'] as const
export type Purpose = (typeof purposes)[number]

/** All marketing at once. */
export const everything = '*'

/** What a purpose is called where the customer reads it. */
export const purposeWords: Record<Purpose, { ja: { name: string; help: string }; en: { name: string; help: string } }> =
  {
    step_mail: {
      ja: { name: 'ご利用の進みに合わせたご案内', help: '導入や活用の段階に合わせて、次の一歩をお知らせします。' },
      en: { name: 'Guidance that follows your progress', help: 'What to do next, as you set up and use the product.' },
    },
    broadcast: {
      ja: { name: 'お知らせ', help: '新しい機能、催し、資料のご紹介です。' },
      en: { name: 'Announcements', help: 'New features, events and material.' },
    },
    survey: {
      ja: { name: 'アンケート', help: 'ご利用の満足度などをうかがいます。' },
      en: { name: 'Surveys', help: 'Questions on how satisfied you are.' },
    },
    by_hand: {
      ja: { name: '担当者からのご案内', help: '担当者が個別にお送りするご提案やご案内です。' },
      en: { name: 'Messages from your contact', help: 'Suggestions that your contact person sends you.' },
    },
  }

/** Why an address gets no mail. */
export const suppressionReasons = ['unsubscribed', 'bounced', 'complaint', 'by_hand'] as const
export type SuppressionReason = (typeof suppressionReasons)[number]

/** Reasons that the person at the address may take back: those they gave themselves. */
export const theirOwn: readonly SuppressionReason[] = ['unsubscribed', 'complaint']

export const isPurpose = (text: string): text is Purpose => (purposes as readonly string[]).includes(text)

/** An address as somebody recognises their own, and nobody else learns it: `ha•••@e•••.co.jp`. */
export function masked(address: string): string {
  const [local = '', domain = ''] = address.split('@')
  const [first = '', ...rest] = domain.split('.')
  return `${local.slice(0, local.length > 3 ? 2 : 1)}•••@${[`${first.slice(0, 1)}•••`, ...rest].join('.')}`
}
