import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Locale, Visit } from './context.ts'

/** The name of the cookie that carries a session; browsers keep the prefixed one to https. */
export function sessionCookieName(secure: boolean): string {
  return secure ? '__Host-banso_session' : 'banso_session'
}

/** The name of the cookie by which a guest's browser is known again. */
function guestCookieName(secure: boolean): string {
  return secure ? '__Host-banso_guest' : 'banso_guest'
}

/** The name of the cookie that ties a sign-in at a company's identity provider to the browser that set out for it. */
export function tripCookieName(secure: boolean): string {
  return secure ? '__Host-banso_trip' : 'banso_trip'
}

/** Names the link that a request of a guest is about: a browser may have come in by several. */
const guestLinkHeader = 'x-portal-link'

/** What is known of a request. `publicUrl` is Banso's own address where the operator has stated one. */
export function visitOf(request: FastifyRequest, reply: FastifyReply, publicUrl: URL | null): Visit {
  const secure = publicUrl?.protocol === 'https:'
  const origin = publicUrl?.origin ?? `${request.protocol}://${request.host}`
  return {
    address: request.ip,
    userAgent: request.headers['user-agent']?.slice(0, 400) ?? null,
    origin,
    sessionToken: tokenOf(cookieOf(request.headers.cookie, sessionCookieName(secure))),
    tripToken: cookieOf(request.headers.cookie, tripCookieName(secure)),
    guest: {
      token: cookieOf(request.headers.cookie, guestCookieName(secure)),
      linkId: linkOf(request),
      keep: (token, days) => {
        const age = `Max-Age=${days * 86_400}; Path=/; HttpOnly; SameSite=Lax${secure ? '; Secure' : ''}`
        void reply.header('set-cookie', `${guestCookieName(secure)}=${token}; ${age}`)
      },
    },
    locale: preferredLocale(request.headers['accept-language']),
    setCookie: (cookie) => void reply.header('set-cookie', cookie),
  }
}

// A file is fetched by an ordinary link, which has no header to name the guest's link in.
function linkOf({ headers, method, url }: FastifyRequest): string | null {
  const named = [headers[guestLinkHeader]].flat()[0]
  return named ?? (method === 'GET' ? (URL.parse(url, 'http://guest')?.searchParams.get('link') ?? null) : null)
}

/** The first language of an Accept-Language header that Banso speaks; Japanese where it names none. */
export function preferredLocale(header: string | undefined): Locale {
  const wanted = (header ?? '')
    .split(',')
    .map((part) => {
      const [tag = '', ...parameters] = part.trim().split(';')
      const quality = parameters.map((parameter) => /^\s*q=([\d.]+)$/.exec(parameter)?.[1]).find(Boolean)
      return { language: tag.toLowerCase().split('-')[0], quality: quality ? Number(quality) : 1 }
    })
    .filter(({ language, quality }) => (language === 'ja' || language === 'en') && quality > 0)
    .sort((a, b) => b.quality - a.quality)
  return (wanted[0]?.language as Locale | undefined) ?? 'ja'
}

function cookieOf(header: string | undefined, name: string): string | null {
  for (const pair of header?.split(';') ?? []) {
    const at = pair.indexOf('=')
    if (at > 0 && pair.slice(0, at).trim() === name) return decodeCookie(pair.slice(at + 1).trim())
  }
  return null
}

// The token is 190 random bits that the database knows or not; a signature would say no more. Cookies given out by version
// 0.1.0 have one behind a dot until they end.
function tokenOf(cookie: string | null): string | null {
  return cookie?.split('.', 1)[0] || null
}

function decodeCookie(value: string): string | null {
  try {
    return decodeURIComponent(value)
  } catch {
    return null
  }
}
