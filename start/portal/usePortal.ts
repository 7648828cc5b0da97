import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import type { PortalAnswer, PortalStep } from '#capabilities/plans/contract/portal.ts'
import type { Doings } from '#capabilities/plans/web/portal/view.ts'
import { type PortalWords, portalWords } from '#capabilities/plans/web/portal/words.ts'
import type { Language } from '#web/i18n/copy.ts'
import { ask, keepFile, Refused, sendBytes } from '#web/light/ask.ts'

/** ms between two looks at what the other side did. */
const lookAgain = 30_000
const toastMs = 8000

type Told = { text: string; undo?: () => void }

/** The page's data, asked for again when the page comes back into sight and every half minute, and all that can be done. */
export function usePortal(linkId: string, language: Language, onOut: () => void) {
  const [portal, setPortal] = useState<PortalAnswer | null>(null)
  const [gone, setGone] = useState(false)
  const [busy, setBusy] = useState(false)
  const [told, setTold] = useState<Told | null>(null)
  const words = portalWords[language]
  const asking = useMemo(() => ({ language, link: linkId }), [language, linkId])
  const out = useRef(onOut)
  useEffect(() => {
    out.current = onOut
  })

  const look = useCallback(async () => {
    try {
      setPortal(await ask<PortalAnswer>(asking, 'GET', '/portal'))
    } catch (error) {
      if (!(error instanceof Refused)) throw error
      if (error.code === 'UNAUTHORIZED') out.current()
      if (error.code === 'NOT_FOUND') setGone(true)
    }
  }, [asking])

  useEffect(() => {
    void ask(asking, 'POST', '/portal/visits').catch(() => {}) // that the page was seen is no condition for seeing it
  }, [asking])
  useEffect(() => {
    void look()
    const again = () => void (document.hidden || look())
    const timer = setInterval(again, lookAgain)
    document.addEventListener('visibilitychange', again)
    window.addEventListener('focus', again)
    return () => {
      clearInterval(timer)
      document.removeEventListener('visibilitychange', again)
      window.removeEventListener('focus', again)
    }
  }, [look])
  useEffect(() => {
    if (!told) return
    const timer = setTimeout(() => setTold(null), toastMs)
    return () => clearTimeout(timer)
  }, [told])

  /** Does one thing, shows what follows, and tells it; false where it did not come about. */
  const run = async (work: () => Promise<PortalAnswer>, done: Told): Promise<boolean> => {
    setBusy(true)
    try {
      setPortal(await work())
      setTold(done)
      return true
    } catch (error) {
      if (error instanceof Refused && error.code === 'UNAUTHORIZED') out.current()
      setTold({ text: saidOf(error, words) })
      return false
    } finally {
      setBusy(false)
    }
  }

  const setDone = async (step: PortalStep, done: boolean): Promise<void> => {
    const name = step.name[language] || step.name.ja
    const send = (to: boolean) => ask<PortalAnswer>(asking, 'PUT', `/portal/steps/${step.id}/done`, { done: to })
    const undo = () => void run(() => send(!done), { text: done ? words.reopened(name) : words.finished(name) })
    await run(() => send(done), { text: done ? words.finished(name) : words.reopened(name), undo })
  }
  const doings: Doings = {
    setDone,
    ask: (stepId, body) => run(() => ask(asking, 'POST', '/portal/questions', { stepId, body }), { text: words.asked }),
    upload: async (stepId, file) => {
      const query = new URLSearchParams({ name: file.name, ...(stepId === null ? {} : { step: stepId }) })
      await run(() => sendBytes(asking, `/portal/files?${query}`, file), { text: words.uploaded(file.name) })
    },
    keep: ({ id, name }) =>
      keepFile(asking, `/portal/files/${id}`, name).catch((error: unknown) => setTold({ text: saidOf(error, words) })),
    agree: async () => {
      await run(() => ask(asking, 'PUT', '/portal/agreement'), { text: words.agreedNow })
    },
    invite: (colleague) =>
      run(() => ask(asking, 'POST', '/portal/invitations', colleague), { text: words.invited(colleague.name) }),
  }
  const leave = async () => {
    await ask(asking, 'POST', '/portal/leave').catch(() => {}) // out is out, here at least
    out.current()
  }
  return { portal, gone, busy, told, dismiss: () => setTold(null), doings, leave, asking, look }
}

function saidOf(error: unknown, words: PortalWords): string {
  if (!(error instanceof Refused)) return words.failed
  if (error.code === 'OFFLINE') return words.offline
  if (error.code === 'PAYLOAD_TOO_LARGE') return words.tooLarge
  return error.rules.map((rule) => words.refused[rule]).find(Boolean) ?? words.failed
}
