/** What somebody, or their mail program, asks for. */
export type Asked = { readonly change: 'on' | 'off'; readonly purpose: string | null; readonly oneClick: boolean }

/**
 * Reads what was posted: a button of the page, or the one click of a mail program (RFC 8058), which may send it either way
 * that forms are sent. Null: neither, so nothing is done.
 */
export function askedIn(body: string, type: string): Asked | null {
  if (/^multipart\/form-data/i.test(type)) {
    return /name="List-Unsubscribe"\r?\n(?:[^\r\n]+\r?\n)*\r?\nOne-Click\r?\n/i.test(body) ? oneClick : null
  }
  const fields = new URLSearchParams(body)
  if (fields.get('List-Unsubscribe') === 'One-Click') return oneClick
  const change = fields.get('change')
  return change === 'on' || change === 'off' ? { change, purpose: fields.get('purpose'), oneClick: false } : null
}

const oneClick: Asked = { change: 'off', purpose: null, oneClick: true }
