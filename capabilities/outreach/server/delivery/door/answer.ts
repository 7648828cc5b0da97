import { convert, type HtmlToTextOptions } from 'html-to-text'
import { longestAnswer, ownWords } from '#capabilities/outreach/core/delivery/answer.ts'
import type { MailAnswer } from '#platform/mail/hooks.ts'

type Brought = { text?: string | undefined; html?: string | undefined; from: string | null; messageId: string | null }

/** Of a mail in HTML the words alone: no addresses of links, no pictures; what is quoted begins with ">". */
const reading: HtmlToTextOptions = {
  wordwrap: false,
  limits: { maxInputLength: 400_000, maxDepth: 100, maxChildNodes: 5_000 },
  selectors: [
    { selector: 'a', options: { ignoreHref: true } },
    { selector: 'img', format: 'skip' },
    ...['h1', 'h2', 'h3', 'h4', 'h5', 'h6'].map((selector) => ({ selector, options: { uppercase: false } })),
  ],
}

/** What was answered, in plain words and without the mail below it: of a mail that has no plain text, from its HTML. */
export function answerOf({ text, html, from, messageId }: Brought): MailAnswer {
  const plain = text?.trim() ? text : html ? convert(html.slice(0, longestAnswer * 40), reading) : ''
  return { text: ownWords(plain), from: from?.toLowerCase() ?? null, messageId }
}
