import { useEffect, useState } from 'react'
import { ClosedLink } from '#capabilities/access/web/portal/Entry.tsx'
import type { TemplatePageAnswer } from '#capabilities/plans/contract/page.ts'
import { TemplateView } from '#capabilities/plans/web/portal/TemplateView.tsx'
import { ask } from '#web/light/ask.ts'
import { useLanguage } from '#web/light/useLanguage.ts'
import { Frame } from './Frame.tsx'

/** The public page of a template. */
export function TemplatePage({ token, templateKey }: { token: string; templateKey: string }) {
  const [language, choose] = useLanguage()
  const [page, setPage] = useState<TemplatePageAnswer | 'none' | null>(null)
  useEffect(() => {
    const place = [token, templateKey].map(encodeURIComponent).join('/')
    void ask<TemplatePageAnswer>({ language }, 'GET', `/public-plans/${place}`).then(setPage, () => setPage('none'))
  }, [token, templateKey, language])
  const found = page === 'none' ? null : page
  return (
    <Frame company={found?.company ?? null} language={language} onLanguage={choose} narrow={page === 'none'}>
      {page === 'none' ? <ClosedLink state="unknown" language={language} /> : null}
      {found ? <TemplateView page={found} place={`${token}/${templateKey}`} language={language} /> : null}
    </Frame>
  )
}
