/** The longest text of an answer that is kept, in characters. */
export const longestAnswer = 10_000
/** How much of a text, and of a line, is looked at. */
const [mostRead, widest] = [200_000, 500]

const quoted = /^\s*[>＞]/
const separator =
  /^\s*[-‐―ー_=*]{2,}\s*(original message|forwarded message|元のメッセージ|オリジナルメッセージ|転送メッセージ|転送されたメッセージ|ここから元のメール)\s*[-‐―ー_=*]*\s*$/i
const rule = /^\s*[_-]{5,}\s*$/
const headerName = /^\s*\*?(from|sent|date|to|cc|subject|差出人|送信者|送信元|送信日時|日時|日付|宛先|件名)\*?\s*[:：]/i
const firstHeader = /^\s*\*?(from|差出人|送信者|送信元)\*?\s*[:：]/i
/** Lines that announce a quotation: "On …, … wrote:", 「2026年4月1日(水) 10:00 … <a@b.jp>:」, 「… のメール:」, 「… は書きました:」. */
const announced = [
  /^\s*on\b.{5,300}\bwrote\s*[:：]\s*$/i,
  /^\s*\d{4}[年/.-]\s?\d{1,2}[月/.-]\s?\d{1,2}.{0,300}(<[^<>\s]+@[^<>\s]+>|のメール|書きました|wrote)\s*[:：]\s*$/i,
  /^.{1,200}(さん|様)?(は|が)書きました\s*[:：。]?\s*$/,
]

/**
 * What somebody wrote themselves in an answer: without the mail below it that a mail program adds, and bounded. A
 * quotation is cut only where nothing of their own follows it: answers between quoted lines are left as they are.
 */
export function ownWords(text: string): string {
  const lines = text
    .slice(0, mostRead)
    .replaceAll('\u00a0', ' ')
    // oxlint-disable-next-line no-control-regex -- PostgreSQL takes no NUL, and no reader needs the others
    .replace(/[\u0000-\u0008\u000b-\u001f\u007f]/g, (sign) => (sign === '\r' ? '' : ' '))
    .split('\n')
    .map((line) => line.trimEnd())
  const own = tidy(lines.slice(0, endOf(lines)))
  const kept = own === '' ? tidy(lines) : own
  return kept.length > longestAnswer ? `${kept.slice(0, longestAnswer - 1)}…` : kept
}

const tidy = (lines: readonly string[]) =>
  lines
    .join('\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim()

/** At which line the quotation at the end begins; the number of lines where there is none. */
function endOf(whole: readonly string[]): number {
  const lines = whole.map((line) => line.slice(0, widest))
  const quotedFrom = lines.findLastIndex((line) => line !== '' && !quoted.test(line)) + 1
  const isQuotedAtEnd = lines.slice(quotedFrom).some((line) => quoted.test(line))
  for (let at = 0; at < lines.length; at++) {
    if (separator.test(lines[at]!) || isHeaderBlock(lines, at)) return at
    const width = announcement(lines, at)
    if (isQuotedAtEnd && at + width >= quotedFrom) return at
  }
  return lines.length
}

/** Outlook quotes without marks, below the headers of the mail that was answered, often under a rule. */
function isHeaderBlock(lines: readonly string[], at: number): boolean {
  const first = rule.test(lines[at]!) ? at + 1 : at
  return (
    firstHeader.test(lines[first] ?? '') &&
    lines.slice(first + 1, first + 6).filter((line) => headerName.test(line)).length >= 2
  )
}

/** How many lines announce a quotation here: one, or two where a mail program broke the line; 0: none do. */
function announcement(lines: readonly string[], at: number): number {
  const tests = (text: string) => announced.some((one) => one.test(text))
  if (lines[at] === '') return 0
  return tests(lines[at]!) ? 1 : tests(`${lines[at]} ${lines[at + 1] ?? ''}`) ? 2 : 0
}
