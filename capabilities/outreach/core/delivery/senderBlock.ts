/**
 * Who sends a mail of marketing, as the act on specified electronic mail 特定電子メール法 (articles 4 and its ordinance) asks
 * for it: the sender's name, where they are, where to turn to, and how to receive no more.
 */
export type SenderBlock = {
  readonly company: string
  readonly postalAddress: string
  readonly contact: string
}

/** What is missing of it: without all of it no mail of marketing goes out. */
export function missingOf(block: SenderBlock): (keyof SenderBlock)[] {
  return (['company', 'postalAddress', 'contact'] as const).filter((field) => block[field].trim() === '')
}

const words = {
  ja: { address: '所在地', contact: 'お問い合わせ', stop: '配信の停止・設定の変更はこちら' },
  en: { address: 'Address', contact: 'Contact', stop: 'Unsubscribe or choose what you receive' },
}

/** The block at the end of a mail, as text and as HTML. */
export function senderBlock(
  block: SenderBlock,
  unsubscribeUrl: string,
  locale: 'ja' | 'en',
): { text: string; html: string } {
  const { address, contact, stop } = words[locale]
  const colon = locale === 'ja' ? '：' : ': '
  const lines = [block.company, `${address}${colon}${block.postalAddress}`, `${contact}${colon}${block.contact}`].map(
    (line) => line.replace(/\s+/gu, ' ').trim(),
  )
  const text = `\n\n----------------------------------------\n${lines.join('\n')}\n\n${stop}\n${unsubscribeUrl}\n`
  const html = [
    '<div style="max-width:600px;margin:32px auto 0;padding-top:16px;border-top:1px solid #d9d6cf;',
    'font-size:12px;line-height:1.7;color:#5f6368">',
    lines.map(escaped).join('<br>'),
    `<br><br><a href="${escaped(unsubscribeUrl)}" style="color:#27406f">${stop}</a></div>`,
  ].join('')
  return { text, html }
}

const escapes: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }
const escaped = (text: string) => text.replace(/[&<>"']/g, (one) => escapes[one]!)
