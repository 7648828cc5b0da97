import { useCallback, useEffect, useState } from 'react'
import type { BrandAnswer } from '#capabilities/access/contract/portal.ts'
import { ClosedLink, Entry, type NewHere } from '#capabilities/access/web/portal/Entry.tsx'
import type { PortalStep } from '#capabilities/plans/contract/portal.ts'
import { Portal } from '#capabilities/plans/web/portal/Portal.tsx'
import { portalWords } from '#capabilities/plans/web/portal/words.ts'
import { ask, Refused } from '#web/light/ask.ts'
import light from '#web/light/light.module.css'
import { useLanguage } from '#web/light/useLanguage.ts'
import type { Language } from '#web/i18n/copy.ts'
import { Frame } from './Frame.tsx'
import { StepContent } from './StepContent.tsx'
import { usePortal } from './usePortal.ts'

type Opened =
  | { state: 'known'; linkId: string }
  | (NewHere & { company: BrandAnswer; locale: Language })
  | { state: 'expired' | 'revoked' | 'unknown' | 'unreached' }

/** What a personal link opens: the plan, the way in for a new browser, or that it opens nothing. */
export function PortalPage({ token }: { token: string }) {
  const [language, choose] = useLanguage()
  const [opened, setOpened] = useState<Opened | null>(null)
  const open = useCallback(async () => {
    // A server that cannot be reached says nothing about the link; one that cannot read it says that it is none.
    const shut = (error: unknown): Opened => ({
      state: error instanceof Refused && error.code === 'BAD_REQUEST' ? 'unknown' : 'unreached',
    })
    setOpened(await ask<Opened>({ language }, 'POST', '/portal/open', { token }).catch(shut))
  }, [token, language])
  useEffect(() => {
    if (!opened) void open()
  }, [open, opened])
  if (!opened) return <Frame company={null} language={language} onLanguage={choose} narrow />
  if (opened.state === 'known')
    return <Plan linkId={opened.linkId} language={language} onLanguage={choose} onOut={() => setOpened(null)} />
  return (
    <Frame company={opened.state === 'new' ? opened.company : null} language={language} onLanguage={choose} narrow>
      {opened.state === 'new' ? (
        <Entry
          token={token}
          opened={opened}
          language={language}
          onIn={(linkId) => setOpened({ state: 'known', linkId })}
        />
      ) : (
        <ClosedLink state={opened.state} language={language} onAgain={() => setOpened(null)} />
      )}
    </Frame>
  )
}

type PlanProps = { linkId: string; language: Language; onLanguage: (language: Language) => void; onOut: () => void }

/** The plan of whoever is in, as it stands now. */
function Plan({ linkId, language, onLanguage, onOut }: PlanProps) {
  const { portal, gone, busy, told, dismiss, doings, leave, asking, look } = usePortal(linkId, language, onOut)
  const words = portalWords[language]
  const contentOf = (step: PortalStep) => <StepContent step={step} asking={asking} onChanged={() => void look()} />
  return (
    <Frame company={portal?.company ?? null} language={language} onLanguage={onLanguage} narrow={gone}>
      {gone ? (
        <section className={light.card} aria-labelledby="gone">
          <h1 id="gone">{words.gone}</h1>
          <p>{words.goneText}</p>
        </section>
      ) : null}
      {portal ? <Portal portal={portal} language={language} doings={doings} busy={busy} content={contentOf} /> : null}
      <div className={light.foot}>
        <button type="button" className={light.plain} onClick={() => void leave()}>
          {words.leave}
        </button>
      </div>
      <div role="status">
        {told ? (
          <div className={light.toast}>
            <span>{told.text}</span>
            {told.undo ? (
              <button type="button" onClick={told.undo}>
                {words.undo}
              </button>
            ) : (
              <button type="button" onClick={dismiss} aria-label="OK">
                OK
              </button>
            )}
          </div>
        ) : null}
      </div>
    </Frame>
  )
}
