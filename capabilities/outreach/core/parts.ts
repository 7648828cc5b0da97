/** What a mail is made of once its fields are filled in: running text, and blocks that text and HTML show each in their way. */
export type Block =
  | { is: 'button'; label: string; url: string }
  | { is: 'progress'; title: string; percent: number; words: string }
  | { is: 'rows'; title: string; rows: readonly (readonly [name: string, value: string])[] }
export type Part = { is: 'text'; text: string } | Block

// Characters of a private area, which no text of a customer keeps: what stands between them is a block.
const [open, close] = ['\uE000', '\uE001']
const marks = /[\uE000\uE001]/gu
// oxlint-disable-next-line no-control-regex -- control characters are what is looked for: they have no place in a mail
const controls = /[\u0000-\u0008\u000B-\u001F\u007F\u2028\u2029]/gu

/** A value of a customer as it may stand in a mail: it can make no block, and no line of a header. */
export const plainValue = (value: string): string =>
  value.replaceAll('\r\n', '\n').replaceAll(marks, '').replaceAll(controls, '')

/** A block as it stands in the text that a template makes. */
export const written = (block: Block): string => `${open}${JSON.stringify(block)}${close}`

/** The parts of what a template made, in order. */
export function partsOf(made: string): Part[] {
  return made.split(open).flatMap((piece, at): Part[] => {
    if (at === 0) return textPart(piece)
    const [block = '', rest = ''] = piece.split(close)
    return [JSON.parse(block) as Block, ...textPart(rest)]
  })
}

const textPart = (text: string): Part[] => (text.trim() === '' ? [] : [{ is: 'text', text: tidy(text) }])

/** Lines without blanks at their ends, and never more than one empty line: fields that said nothing leave none. */
const tidy = (text: string): string =>
  text
    .split('\n')
    .map((line) => line.trimEnd())
    .join('\n')
    .replaceAll(/\n{3,}/gu, '\n\n')
    .replaceAll(/^\n+|\n+$/gu, '')

/** A subject is one line, whatever stood in the fields. */
export const subjectLine = (made: string): string => plainValue(made).replaceAll(/\s+/gu, ' ').trim().slice(0, 200)

/** The mail as plain text. */
export function toText(parts: readonly Part[]): string {
  return `${parts.map(partText).join('\n\n')}\n`
}

function partText(part: Part): string {
  switch (part.is) {
    case 'text':
      return part.text
    case 'button':
      return `▼ ${part.label}\n${part.url}`
    case 'progress': {
      const full = Math.round(part.percent / 10)
      return `■ ${part.title}\n${'●'.repeat(full)}${'○'.repeat(10 - full)} ${part.words}`
    }
    case 'rows':
      return [`■ ${part.title}`, ...part.rows.map(([name, value]) => `・${name}: ${value}`)].join('\n')
  }
}

const escapes: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }
const escaped = (text: string): string => text.replaceAll(/[&<>"']/gu, (one) => escapes[one]!)

/** Only such an address becomes a link: everything else stays text. */
const isWebAddress = (url: string): boolean => /^https?:\/\/[^\s"<>]+$/u.test(url)

const face = `'Hiragino Sans','Yu Gothic UI',Meiryo,sans-serif`
const ink = '#1f2328'
const brand = '#27406f'

/** The same mail as simple HTML: what a mail program shows without scripts, pictures or styles from elsewhere. */
export function toHtml(parts: readonly Part[], { title, language }: { title: string; language: 'ja' | 'en' }): string {
  const body = parts.map(partHtml).join('\n')
  return `<!doctype html>
<html lang="${language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${escaped(title)}</title></head>
<body style="margin:0;padding:24px;background:#ffffff;color:${ink};font:15px/1.8 ${face}">
<div style="max-width:600px;margin:0 auto">
${body}
</div>
</body></html>
`
}

function partHtml(part: Part): string {
  switch (part.is) {
    case 'text':
      return part.text
        .split('\n\n')
        .map((paragraph) => `<p style="margin:0 0 1em">${linked(paragraph).replaceAll('\n', '<br>\n')}</p>`)
        .join('\n')
    case 'button':
      return isWebAddress(part.url)
        ? `<p style="margin:1.2em 0"><a href="${escaped(part.url)}" style="display:inline-block;padding:10px 22px;border-radius:6px;background:${brand};color:#ffffff;text-decoration:none;font-weight:600">${escaped(part.label)}</a></p>`
        : `<p>${escaped(part.label)}</p>`
    case 'progress':
      return `<div style="margin:1.2em 0"><strong>${escaped(part.title)}</strong><div style="height:10px;border-radius:5px;background:#e6e4df;margin:6px 0"><div style="height:10px;border-radius:5px;background:${brand};width:${Math.round(part.percent)}%"></div></div><span style="color:#5b6270">${escaped(part.words)}</span></div>`
    case 'rows':
      return `<div style="margin:1.2em 0"><strong>${escaped(part.title)}</strong><table role="presentation" style="border-collapse:collapse;margin-top:6px;width:100%">${part.rows
        .map(
          ([name, value]) =>
            `<tr><td style="padding:5px 14px 5px 0;border-bottom:1px solid #e6e4df;color:#5b6270">${escaped(name)}</td><td style="padding:5px 0;border-bottom:1px solid #e6e4df">${linked(value)}</td></tr>`,
        )
        .join('')}</table></div>`
  }
}

/** Text with its web addresses as links; an address ends before a closing bracket or full stop that is the sentence's. */
function linked(text: string): string {
  return text
    .split(/(https?:\/\/[\w\-./?%&=#:~+,;@!$'()*[\]]+[\w\-/?%&=#~+@$])/u)
    .map((piece, at) =>
      at % 2 === 1 ? `<a href="${escaped(piece)}" style="color:${brand}">${escaped(piece)}</a>` : escaped(piece),
    )
    .join('')
}
