import { lazy } from 'react'
import type { PublicItemAnswer, TemplatePageAnswer } from '#capabilities/plans/contract/page.ts'
import type { Language } from '#web/i18n/copy.ts'
import { ask } from '#web/light/ask.ts'
import { ItemList } from './ItemList.tsx'

const Item = lazy(() =>
  import('#capabilities/content/web/portal/Item.tsx').then((module) => ({ default: module.Item })),
)

export type PublicStep = TemplatePageAnswer['stages'][number]['steps'][number]

/** What a step of a public template gives to anybody; who opened it is not known, and not noted. */
export function PublicItems({ step, place, language }: { step: PublicStep; place: string; language: Language }) {
  const at = (key: string) => `/public-plans/${place}/content/${encodeURIComponent(key)}`
  return (
    <ItemList
      titles={step.content}
      language={language}
      open={(key) => ask<PublicItemAnswer>({ language }, 'GET', at(key))}
    >
      {(item) => (
        <Item item={item} language={language} heading="h3" hrefOf={({ id }) => `/api/v1${at(item.key)}/files/${id}`} />
      )}
    </ItemList>
  )
}
