/** How the people of a workspace sign in. Without one of its own a workspace has `usualPolicy`. */
export type SignInPolicy = {
  /** Whoever signs in with a password needs a second factor to work here. */
  readonly secondFactor: boolean
  /** People come in by an identity provider of the company alone. */
  readonly onlyProvider: boolean
  /** Only addresses of these domains are invited; none: any. */
  readonly mailDomains: readonly string[]
  /** A session unused for this long ends. In minutes. */
  readonly idleMinutes: number
  /** A session ends this long after it began, used or not. In hours. */
  readonly lifetimeHours: number
}

/** 14 days unused, 30 days in all: the longest there is. */
export const usualPolicy: SignInPolicy = {
  secondFactor: false,
  onlyProvider: false,
  mailDomains: [],
  idleMinutes: 14 * 24 * 60,
  lifetimeHours: 30 * 24,
}

/** The domain of a mail address, in lower case. */
export function domainOf(email: string): string {
  return email.slice(email.lastIndexOf('@') + 1).toLowerCase()
}

/** Whether an address is of one of some domains; of a domain below one it is not. No domains: any address is. */
export function isWithin(domains: readonly string[], email: string): boolean {
  return domains.length === 0 || domains.includes(domainOf(email))
}

/** Domains as somebody typed them, one to a line or with commas between: without `@`, in lower case, each once. */
export function readDomains(typed: string): string[] {
  const parts = typed
    .normalize('NFKC')
    .toLowerCase()
    .split(/[\s,、]+/)
  return [...new Set(parts.map((part) => part.replace(/^@/, '')).filter(Boolean))]
}

/** Whether a text has the form of a mail domain, in ASCII (xn-- for others). */
export function isDomain(text: string): boolean {
  return /^(?=.{4,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]([a-z0-9-]{0,61}[a-z0-9])$/.test(text)
}
