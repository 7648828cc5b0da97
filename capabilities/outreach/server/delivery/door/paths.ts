/** Where mails that came back or were answered are brought to, as they came (RFC 822); the key stands behind it. */
export const doorPath = '/v1/mail/in'
/** Where a provider tells of bounces and complaints as JSON; the key is sent as a bearer token. */
export const hookPath = '/api/v1/outreach/bounces'
