import { type FormEvent, useState } from 'react'
import { ask, Refused } from '#web/light/ask.ts'
import type { Language } from '#web/i18n/copy.ts'
import styles from '#web/light/light.module.css'
import { type EntryWords, entryWords } from './words.ts'

export type NewHere = { state: 'new'; name: string; address: string | null }

type Props = { token: string; opened: NewHere; language: Language; onIn: (linkId: string) => void }

/** What came of it, in whichever language the page is read by then. */
type Told = { say: (of: EntryWords) => string; isFlaw: boolean }

/** The way in for a browser that is new: whose page it is, a code by mail, and the place for it. Nothing is sent unasked. */
export function Entry({ token, opened, language, onIn }: Props) {
  const words = entryWords[language]
  const { name, address } = opened
  const [step, setStep] = useState<'ask' | 'code'>(address === null ? 'code' : 'ask')
  const [code, setCode] = useState('')
  const [busy, setBusy] = useState(false)
  const [told, setTold] = useState<Told | null>(null)
  const run = async (work: () => Promise<void>) => {
    setBusy(true)
    setTold(null)
    try {
      await work()
    } catch (error) {
      setTold({ say: saidOf(error, address !== null), isFlaw: true })
    } finally {
      setBusy(false)
    }
  }
  const send = () =>
    run(async () => {
      await ask({ language }, 'POST', '/portal/code', { token })
      setStep('code')
      setTold({ say: (of) => of.sent, isFlaw: false })
    })
  const enter = (event: FormEvent) => {
    event.preventDefault()
    void run(async () => {
      const { linkId } = await ask<{ linkId: string }>({ language }, 'POST', '/portal/enter', { token, code })
      onIn(linkId)
    })
  }
  return (
    <section className={styles.card} aria-labelledby="entry-title">
      <h1 id="entry-title">{words.title}</h1>
      <p>{words.forWhom(name)}</p>
      <p>{address === null ? words.howTold : words.howMail(address)}</p>
      {step === 'ask' ? (
        <div className={styles.acts}>
          <button type="button" className={styles.primary} disabled={busy} onClick={() => void send()}>
            {busy ? words.busy : words.send}
          </button>
          <button type="button" className={styles.plain} onClick={() => setStep('code')}>
            {words.have}
          </button>
        </div>
      ) : (
        <form onSubmit={enter} className={styles.form}>
          <label htmlFor="code">{words.code}</label>
          <input
            id="code"
            className={styles.code}
            inputMode="numeric"
            autoComplete="one-time-code"
            value={code}
            onChange={({ target }) => setCode(target.value)}
            aria-describedby="entry-told"
            required
          />
          <div className={styles.acts}>
            <button type="submit" className={styles.primary} disabled={busy}>
              {busy ? words.busy : words.enter}
            </button>
            {address === null ? null : (
              <button type="button" className={styles.plain} disabled={busy} onClick={() => void send()}>
                {words.sendAgain}
              </button>
            )}
          </div>
        </form>
      )}
      <p id="entry-told" role="status" className={told?.isFlaw ? styles.flaw : styles.note}>
        {told?.say(words)}
      </p>
    </section>
  )
}

function saidOf(error: unknown, byMail: boolean): Told['say'] {
  if (!(error instanceof Refused)) return (of) => of.failed
  if (error.code === 'OFFLINE') return (of) => of.offline
  if (error.code === 'TOO_MANY') return (of) => of.wait(error.waitSeconds ?? 60)
  if (error.rules.includes('portal.code_wrong')) return (of) => of.wrong
  if (error.rules.includes('portal.code_over')) return (of) => (byMail ? of.over : of.overTold)
  return (of) => (error.rules.includes('portal.no_address') ? of.noAddress : of.failed)
}

type Closed = { state: 'expired' | 'revoked' | 'unknown' | 'unreached'; language: Language; onAgain?: () => void }

/** A link that opens nothing: why, and what to do; nothing of whose it was. */
export function ClosedLink({ state, language, onAgain }: Closed) {
  const words = entryWords[language]
  return (
    <section className={styles.card} aria-labelledby="closed-title">
      <h1 id="closed-title">{words[state]}</h1>
      <p>{words[`${state}Text`]}</p>
      {state === 'unreached' && onAgain ? (
        <div className={styles.acts}>
          <button type="button" className={styles.primary} onClick={onAgain}>
            {words.again}
          </button>
        </div>
      ) : null}
    </section>
  )
}
