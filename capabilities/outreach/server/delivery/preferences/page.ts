import { everything, isPurpose, masked, purposes, purposeWords } from '#capabilities/outreach/core/delivery/purposes.ts'
import { isTheirsToChange } from '../suppress.ts'
import { style } from './style.ts'
import { words } from './words.ts'

export type Preferences = {
  readonly company: string
  readonly address: string
  /** What the mail that led here was for. */
  readonly purpose: string
  /** What is held back, and why. */
  readonly held: Parameters<typeof isTheirsToChange>[0]
  readonly done: 'on' | 'off' | null
}

type Locale = 'ja' | 'en'

/** The page of preferences: no script, and nothing on it does anything but by its buttons. */
export function preferencesPage(given: Preferences, locale: Locale, nonce: string): string {
  const say = words[locale]
  const { held, done, purpose } = given
  const allOff = held.has(everything)
  const theirs = isTheirsToChange(held)
  const status = done ? `<p class="done" role="status">${done === 'off' ? say.doneOff : say.doneOn}</p>` : ''
  const quick =
    isPurpose(purpose) && !allOff && !held.has(purpose) && done === null
      ? button('off', purpose, say.stopThis(purposeWords[purpose][locale].name), 'main')
      : ''
  const rows = purposes.map((one) => {
    const { name, help } = purposeWords[one][locale]
    const off = held.has(one)
    const change = button(off ? 'on' : 'off', one, off ? say.turnOn : say.turnOff, 'small', name)
    return `<li><div><strong>${name}</strong><p>${help}</p></div>
<div class="state"><span class="${off ? 'off' : 'on'}">${off ? say.off : say.on}</span>${change}</div></li>`
  })
  const body = theirs
    ? `${quick}${allOff ? `<p class="held">${say.allOff}</p>${button('on', everything, say.startAll, 'main')}` : `<h2>${say.choose}</h2><ul>${rows.join('')}</ul>${button('off', everything, say.stopAll, 'plain')}`}`
    : `<p class="held">${say.heldBy}</p>`
  return document(
    locale,
    nonce,
    say.title,
    `<h1>${say.title}</h1>
<p class="lead">${escaped(say.lead(given.company))}<br><strong class="address">${escaped(masked(given.address))}</strong></p>
${status}${body}<p class="note">${say.needed}</p>`,
  )
}

/** What is shown for a link that is none of ours: that, and nothing more. */
export function nothingPage(locale: Locale, nonce: string): string {
  const say = words[locale]
  return document(locale, nonce, say.goneTitle, `<h1>${say.goneTitle}</h1><p class="lead">${say.gone}</p>`)
}

function button(change: 'on' | 'off', purpose: string, label: string, look: string, of?: string): string {
  const name = of === undefined ? '' : ` aria-label="${escaped(`${of}: ${label}`)}"`
  return `<form method="post"><input type="hidden" name="purpose" value="${escaped(purpose)}"><button class="${look}" name="change" value="${change}"${name}>${escaped(label)}</button></form>`
}

function document(locale: Locale, nonce: string, title: string, body: string): string {
  return `<!doctype html>
<html lang="${locale}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex"><title>${title}</title><style nonce="${nonce}">${style}</style></head>
<body><main>${body}</main></body></html>
`
}

const escapes: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }
const escaped = (text: string) => text.replace(/[&<>"']/g, (one) => escapes[one]!)
