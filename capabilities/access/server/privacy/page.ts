import type { Locale } from '#platform/http/context.ts'
import type { Collected } from './collect.ts'

const words = {
  ja: {
    title: (name: string) => `${name} さんについて保存しているデータ`,
    lead: (made: string, workspace: string) => `${workspace} が ${made} に書き出しました。`,
    more: 'ほかにもあります。件数の多いものは新しい一部だけを載せています。',
    rows: (count: number) => `${count} 件`,
  },
  en: {
    title: (name: string) => `Data kept about ${name}`,
    lead: (made: string, workspace: string) => `Exported by ${workspace} at ${made}.`,
    more: 'There are more: of what there is much of, only a part is listed.',
    rows: (count: number) => `${count} ${count === 1 ? 'entry' : 'entries'}`,
  },
}

const places: Record<string, Record<Locale, string>> = {
  contacts: { ja: '連絡先', en: 'Contact' },
  people: { ja: 'メンバー', en: 'Member' },
  activities: { ja: 'タイムライン', en: 'Timeline' },
  mails: { ja: 'メール', en: 'Mails' },
  mail_suppressions: { ja: '配信停止', en: 'Mail preferences' },
  consent_entries: { ja: '同意の記録', en: 'Consents' },
  portal_links: { ja: '顧客ページのリンク', en: 'Links to customer pages' },
  portal_sessions: { ja: '顧客ページの利用', en: 'Visits to customer pages' },
  audit_log: { ja: '変更の記録', en: 'Record of changes' },
  product_users: { ja: '製品の利用者', en: 'User of the product' },
  events: { ja: '製品の利用', en: 'Use of the product' },
}

/** The export as a page that anybody's browser shows; it needs nothing but itself. */
export function exportPage(
  locale: Locale,
  given: { name: string; workspace: string; made: string; places: readonly Collected[] },
): string {
  const t = words[locale]
  const parts = given.places.map(({ place, rows, more }) => {
    const entries = rows.map((row) => `<dl>${Object.entries(row).map(pair).join('')}</dl>`).join('')
    const heading = places[place]?.[locale] ?? place
    return `<section><h2>${escaped(heading)} <small>${t.rows(rows.length)}</small></h2>${more ? `<p>${t.more}</p>` : ''}${entries}</section>`
  })
  return `<!doctype html><html lang="${locale}"><meta charset="utf-8"><title>${escaped(t.title(given.name))}</title>
<style>body{font:15px/1.7 system-ui,"Hiragino Sans","Noto Sans JP",sans-serif;max-width:52rem;margin:2rem auto;padding:0 1rem}
dl{display:grid;grid-template-columns:12rem 1fr;gap:.1rem 1rem;border-top:1px solid #ccc;padding:.6rem 0;margin:0}
dt{color:#555}dd{margin:0;overflow-wrap:anywhere;white-space:pre-wrap}small{font-weight:400;color:#555}
@media(max-width:40rem){dl{grid-template-columns:1fr}}</style>
<h1>${escaped(t.title(given.name))}</h1><p>${escaped(t.lead(given.made, given.workspace))}</p>${parts.join('')}</html>`
}

const pair = ([key, value]: [string, unknown]) =>
  `<dt>${escaped(key)}</dt><dd>${escaped(typeof value === 'string' ? value : JSON.stringify(value))}</dd>`

const escaped = (text: string) => text.replace(/[&<>"']/g, (char) => `&#${char.charCodeAt(0)};`)
