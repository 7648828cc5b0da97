import { useEffect, useState } from 'react'
import { ClosedLink } from '#capabilities/access/web/portal/Entry.tsx'
import type { TemplatePageAnswer } from '#capabilities/plans/contract/page.ts'
import { TemplateView } from '#capabilities/plans/web/portal/TemplateView.tsx'
import { ask, Refused } from '#web/light/ask.ts'
import { useLanguage } from '#web/light/useLanguage.ts'
import { Frame } from './Frame.tsx'
import { PublicItems, type PublicStep } from './PublicItems.tsx'

/** The public page of a template. */
export function TemplatePage({ token, templateKey }: { token: string; templateKey: string }) {
  const [language, choose] = useLanguage()
  const [page, setPage] = useState<TemplatePageAnswer | 'unknown' | 'unreached' | null>(null)
  const place = [token, templateKey].map(encodeURIComponent).join('/')
  useEffect(() => {
    if (page !== null) return
    void ask<TemplatePageAnswer>({ language }, 'GET', `/public-plans/${place}`).then(setPage, (error: unknown) =>
      setPage(error instanceof Refused && error.code === 'NOT_FOUND' ? 'unknown' : 'unreached'),
    )
  }, [place, language, page])
  const contentOf = (step: PublicStep) => <PublicItems step={step} place={place} language={language} />
  const closed = typeof page === 'string' ? page : null
  const found = typeof page === 'string' ? null : page
  return (
    <Frame company={found?.company ?? null} language={language} onLanguage={choose} narrow={closed !== null}>
      {closed ? <ClosedLink state={closed} language={language} onAgain={() => setPage(null)} /> : null}
      {found ? (
        <TemplateView page={found} place={`${token}/${templateKey}`} language={language} content={contentOf} />
      ) : null}
    </Frame>
  )
}
