import iconv from 'iconv-lite'

/** Encodings of files that we write. */
export type FileEncoding = 'utf-8' | 'cp932'

/** Characters that have a twin in CP932 under another code: wave dash, minus, dashes, cent, pound, not. */
const twins: Record<string, string> = {
  '〜': '～',
  '−': '－',
  '—': '―',
  '‖': '∥',
  '¢': '￠',
  '£': '￡',
  '¬': '￢',
  '\u00a5': '￥',
}
const twin = /[〜−—‖¢£¬\u00a5]/g

/** What stands for a character that an encoding does not have: the geta mark, as in print. */
const geta = '〓'

/** The mark a file begins with: it tells spreadsheets that it is UTF-8. */
export function fileMark(encoding: FileEncoding): Uint8Array {
  return encoding === 'utf-8' ? Uint8Array.of(0xef, 0xbb, 0xbf) : new Uint8Array()
}

/** A text in an encoding. In CP932 (which Windows calls Shift_JIS) characters it does not have become 〓. */
export function encodeText(text: string, encoding: FileEncoding): Uint8Array {
  if (encoding === 'utf-8') return new TextEncoder().encode(text)
  const plain = text.replace(twin, (char) => twins[char] ?? char)
  const bytes = iconv.encode(plain, 'cp932')
  if (iconv.decode(bytes, 'cp932') === plain) return bytes
  const kept = Array.from(plain, (char) => (iconv.decode(iconv.encode(char, 'cp932'), 'cp932') === char ? char : geta))
  return iconv.encode(kept.join(''), 'cp932')
}
