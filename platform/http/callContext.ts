import { randomBytes } from 'node:crypto'
import type { ORPCError } from '@orpc/server'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { dayOf } from '#kernel/day.ts'
import { type AccountId, uuidV7, type WorkspaceId } from '#kernel/id.ts'
import { type FieldClass, fieldClasses } from '#kernel/exchange.ts'
import type { Problem } from '#kernel/problem.ts'
import type { Reach } from '#platform/database/scope.ts'
import { databaseWithin, readingOnly } from '#platform/database/within.ts'
import { eventsWithin } from '#platform/events/reach.ts'
import type { NoteRead } from './bulkRead.ts'
import type { CallContext, Caller, Guest, Locale, Visit } from './context.ts'
import type { Who } from './guard.ts'
import { countCall, type TakeCalls } from './keyLimit.ts'
import { loggable, loggablePath } from './loggable.ts'
import { problemOf } from './problem.ts'
import { sayLeft, type Shares, tooMany } from './share.ts'
import type { Answers } from './repeat.ts'
import { refuseForeignOrigin } from './sameOrigin.ts'
import { visitOf } from './visit.ts'

/** The ports every call is given, and how the caller behind a session's token is found. */
export type CallParts = Pick<CallContext, 'database' | 'events' | 'live' | 'queue' | 'files' | 'identity'> & {
  /** The person behind a session, as they stand now; null where the session or their right to be here is gone. */
  readonly findCaller: (sessionToken: string, counts: 'used' | 'watched') => Promise<Caller | null>
  /** Who calls by an API key, with no more than the key allows; null where it does not count. */
  readonly findKeyCaller: (key: string) => Promise<Caller | null>
  /** The guest whose browser knows a token, come in by a link; null where either is gone. */
  readonly findGuest: (token: string, linkId: string) => Promise<Guest | null>
  /** The accounts within a reach, as they stand now. */
  readonly accountsIn: (workspaceId: WorkspaceId, reach: Reach) => Promise<readonly AccountId[]>
  /** The facts whose values are withheld with these classes. */
  readonly factsWithheld: (workspaceId: WorkspaceId, withheld: readonly FieldClass[]) => Promise<readonly string[]>
  /** Answers to writes that programs may send again. */
  readonly answers: Answers
  /** Counts the calls of keys, over all processes. */
  readonly takeCalls: TakeCalls
  /** Counts the calls of people. */
  readonly shares: Shares
  /** Notes who was shown much at once. */
  readonly noteRead: NoteRead
  readonly now: () => Date
}

/** A call before its guard: who calls, if anybody, is still open. */
export type UnguardedContext = CallContext &
  Who & {
    /** The document to answer an error with, after it was logged where it is ours. */
    readonly problem: (shown: ORPCError<string, unknown>, original: unknown) => Problem
  }

declare module 'fastify' {
  interface FastifyRequest {
    /** Who calls, once it was asked. */
    caller: Caller | null
    /** What a route works with; finds the caller and refuses requests of foreign pages. */
    callContext: () => Promise<UnguardedContext>
    /** Asks once more who calls: for what stays open longer than a request. */
    findCaller: () => Promise<Caller | null>
    /** The language to answer in. */
    language: () => Locale
  }
}

/** Gives every request its `callContext`. */
export function callContexts(app: FastifyInstance, parts: CallParts, publicUrl: URL | null): void {
  app.decorateRequest('caller', null)
  app.decorateRequest('callContext')
  app.decorateRequest('findCaller')
  app.decorateRequest('language')
  app.addHook('onRequest', async (request, reply) => {
    request.callContext = () => contextOf(request, reply, parts, publicUrl)
    request.findCaller = async () => {
      const counts = request.routeOptions.config.watches ? 'watched' : 'used'
      const { sessionToken } = visitOf(request, reply, publicUrl)
      const key = keyOf(request)
      // A request that shows a key is the key's or nobody's, even from a browser in which somebody is signed in.
      request.caller = key
        ? await parts.findKeyCaller(key)
        : sessionToken
          ? await parts.findCaller(sessionToken, counts)
          : null
      return request.caller
    }
    request.language = () => spoken(request) ?? request.caller?.locale ?? visitOf(request, reply, publicUrl).locale
  })
}

async function contextOf(
  request: FastifyRequest,
  reply: FastifyReply,
  parts: CallParts,
  publicUrl: URL | null,
): Promise<UnguardedContext> {
  const visit = visitOf(request, reply, publicUrl)
  if (!request.routeOptions.config.fromElsewhere) refuseForeignOrigin(request, visit.origin)
  const { database, now } = parts
  const known = request.caller !== null
  const who = await whoCalls(request, visit, parts)
  if (!known && who.callerOrNull?.key) await countCall(who.callerOrNull, reply, () => now().getTime(), parts.takeCalls)
  else if (!known && who.callerOrNull) countPerson(who.callerOrNull, reply, parts.shares)
  const caller = () => {
    if (!who.callerOrNull) throw new Error('this route has no caller: it is open to anybody, or to guests')
    return who.callerOrNull
  }
  const guest = () => {
    if (!who.guestOrNull) throw new Error('this route is not for guests')
    return who.guestOrNull
  }
  const workspace = () => (who.guestOrNull ?? caller()).workspace
  const reach = who.callerOrNull?.reach ?? null
  const withheld = withheldFrom(who.callerOrNull)
  // Whoever reads an answer can tell what is withheld from what is not there.
  if (withheld.length > 0) void reply.header('banso-withheld', withheld.join(', '))
  const within = databaseWithin(database, reach, withheld)
  // Whoever looks as somebody else writes nowhere, not even where reading notes something.
  const opened = who.callerOrNull?.viewing ? readingOnly(within) : within
  const context: Omit<UnguardedContext, 'guest'> = {
    database: opened,
    events:
      reach || withheld.length > 0
        ? eventsWithin(parts.events, reach && (() => parts.accountsIn(workspace().id, reach)), () =>
            parts.factsWithheld(workspace().id, withheld),
          )
        : parts.events,
    live: parts.live,
    queue: parts.queue,
    files: parts.files,
    identity: parts.identity,
    now,
    visit,
    ...who,
    get caller() {
      return caller()
    },
    today: () => dayOf(now().getTime(), workspace().timeZone),
    newId: <T extends string>() => uuidV7(now().getTime(), randomBytes(10)) as T,
    look: (work) => database.look(workspace().id, work, reach, withheld),
    transaction: (work) => opened.workspace(workspace().id, work),
    requestId: request.id,
    problem: (shown, original) => {
      const wait = (shown.data as { retryAfterSeconds?: number } | undefined)?.retryAfterSeconds
      if (wait) void reply.header('retry-after', wait)
      if (shown.status >= 500)
        request.log.error({ error: loggable(original), route: loggablePath(request.url) }, shown.code)
      return problemOf(shown, request.language(), request.id)
    },
  }
  // Whoever copies the context of a call that is no guest's does not ask for one.
  const enumerable = who.guestOrNull !== null
  return Object.defineProperty(context, 'guest', { get: guest, enumerable }) as UnguardedContext
}

/** Counts a call of a person, as whoever they look; throws where their share is used up. */
function countPerson({ workspaceId, personId, viewing }: Caller, reply: FastifyReply, shares: Shares): void {
  const left = shares.take({ of: 'person', workspaceId, id: viewing?.by.personId ?? personId }, 1)
  sayLeft(reply, 'person', left)
  if (left.refused) throw tooMany(left.seconds)
}

/** The classes of fields that one of ours does not see. */
function withheldFrom(caller: Caller | null): readonly FieldClass[] {
  return caller ? fieldClasses.filter((one) => !caller.fieldClasses.has(one)) : []
}

// A request that names a guest's link is a guest's or nobody's, even from a browser in which one of ours is signed in.
async function whoCalls(request: FastifyRequest, { guest }: Visit, parts: CallParts): Promise<Who> {
  if (guest.linkId === null) return { callerOrNull: request.caller ?? (await request.findCaller()), guestOrNull: null }
  return { callerOrNull: null, guestOrNull: guest.token ? await parts.findGuest(guest.token, guest.linkId) : null }
}

/** The API key that a request shows (RFC 6750); other schemes and other tokens are for routes that know them. */
function keyOf({ headers }: FastifyRequest): string | null {
  return /^bearer (banso_\S+)$/i.exec(headers.authorization ?? '')?.[1] ?? null
}

/** The language that our own pages are shown in: they name exactly one, browsers by themselves a list. */
function spoken(request: FastifyRequest): 'ja' | 'en' | undefined {
  const named = request.headers['accept-language']
  return named === 'ja' || named === 'en' ? named : undefined
}
