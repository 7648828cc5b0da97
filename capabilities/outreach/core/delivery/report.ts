/** What somebody else's server, or their provider, says of a mail of ours. */
export type Report = {
  /** `hard`: there is no such mailbox; `soft`: it was not taken this time; `complaint`: it was called spam. */
  readonly kind: 'hard' | 'soft' | 'complaint'
  readonly mailId: string | null
  readonly recipient: string | null
  /** RFC 3463, e.g. 5.1.1. */
  readonly status: string | null
  readonly detail: string
}

/** A part of a mail that was brought, as a parser of mail gives it. */
export type ReportPart = { readonly type: string; readonly text: string }

/**
 * Reads a delivery report (RFC 3464) or a complaint (RFC 5965) from the parts of a mail; null where it is neither, or
 * speaks of a delay that may end well.
 */
export function readReport(parts: readonly ReportPart[]): Report | null {
  const part = (type: string) => parts.find((one) => one.type.toLowerCase() === type)?.text
  const original = part('message/rfc822') ?? part('text/rfc822-headers') ?? part('message/global') ?? ''
  const mailId = mailIdOf(headersOf(original)['message-id'] ?? '')
  const complaint = part('message/feedback-report')
  if (complaint !== undefined) {
    const fields = headersOf(complaint)
    if (
      !/^(abuse|fraud|not-spam)$/i.test(fields['feedback-type'] ?? '') ||
      /^not-spam$/i.test(fields['feedback-type']!)
    )
      return null
    return {
      kind: 'complaint',
      mailId,
      recipient: addressOf(fields['original-rcpt-to'] ?? headersOf(original)['to'] ?? ''),
      status: null,
      detail: `${fields['feedback-type']} (${fields['user-agent'] ?? '?'})`.slice(0, 500),
    }
  }
  const delivery = part('message/delivery-status') ?? part('message/global-delivery-status')
  if (delivery === undefined) return null
  const failed = delivery
    .replace(/\r\n/g, '\n')
    .split(/\n[ \t]*\n/)
    .map(headersOf)
    .find((fields) => /^failed$/i.test(fields['action'] ?? ''))
  if (!failed) return null
  const status = /\b[245]\.\d{1,3}\.\d{1,3}\b/.exec(failed['status'] ?? '')?.[0] ?? null
  return {
    kind: isGone(status) ? 'hard' : 'soft',
    mailId,
    recipient: addressOf((failed['original-recipient'] ?? failed['final-recipient'] ?? '').replace(/^[^;]*;/, '')),
    status,
    detail: (failed['diagnostic-code'] ?? failed['status'] ?? '').replace(/^smtp;\s*/i, '').slice(0, 500),
  }
}

/** Whether a status says that there is no such mailbox, now or later (RFC 3463: 5.1.x but for syntax of the sender, 5.2.1). */
export function isGone(status: string | null): boolean {
  return status !== null && /^5\.(1\.([0-6]|10)|2\.1)$/.test(status)
}

/** The mail a Message-ID, or a list of them, speaks of: ours begin with the mail's own id. */
export function mailIdOf(text: string): string | null {
  return /<([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})@/i.exec(text)?.[1]?.toLowerCase() ?? null
}

/** The header fields a text begins with, by lower-case name; a line that begins with a blank goes on with the one before. */
function headersOf(text: string): Record<string, string> {
  const [head = ''] = text.replace(/\r\n/g, '\n').replace(/^\n+/, '').split(/\n\n/, 1)
  const fields: Record<string, string> = {}
  for (const line of head.replace(/\n[ \t]+/g, ' ').split('\n')) {
    const at = line.indexOf(':')
    if (at > 0) fields[line.slice(0, at).trim().toLowerCase()] ??= line.slice(at + 1).trim()
  }
  return fields
}

const addressOf = (text: string) => /[^\s<>;,"]+@[^\s<>;,"]+/.exec(text)?.[0]?.toLowerCase() ?? null
