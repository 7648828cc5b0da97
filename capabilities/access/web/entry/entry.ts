/** A mail address as it is sent: full-width letters made narrow, lower case; null where it has not the form of one. */
export function emailText(typed: string): string | null {
  const plain = typed.normalize('NFKC').trim().toLowerCase()
  return /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(plain) ? plain : null
}

/** An address within this application; anything else (another host) becomes its first page. */
export function within(address: string | undefined): string {
  return address && /^\/(?![/\\])/.test(address) ? address : '/'
}

/** The token of a one-time address, from after the `#` or the `?`; it is taken off the address bar by `hideToken`. */
export function tokenFrom(location: { hash: string; search: string }): string | null {
  const after = new URLSearchParams(location.hash.replace(/^#/, ''))
  return after.get('token') ?? new URLSearchParams(location.search).get('token')
}
