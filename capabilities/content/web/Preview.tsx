import { useTranslation } from 'react-i18next'
import type { FileOf, Language } from '#capabilities/content/core/item.ts'
import type { Item } from './apis.ts'
import styles from './content.module.css'
import { Form } from './portal/Form.tsx'
import { Item as Shown } from './portal/Item.tsx'

/** Where a file of an item is fetched. */
export const fileHref = (id: string) => (file: FileOf) => `/api/v1/content/${id}/files/${file.id}`

/** An item as the customer sees it: what is shown now, or the draft where nothing is. */
export function Preview({ item, language }: { item: Item; language: Language }) {
  const { t } = useTranslation('content')
  const shown = item.published ?? item.definition
  return (
    <div className={styles.paper}>
      {item.published === null ? <p className="quiet small">{t('preview.draft')}</p> : null}
      {item.published !== null && item.changed ? <p className="quiet small">{t('preview.older')}</p> : null}
      <Shown item={shown} language={language} hrefOf={fileHref(item.id)} heading="h3">
        {shown.body.format === 'form' ? (
          <Form key={language} questions={shown.body.questions} given={{}} language={language} />
        ) : null}
      </Shown>
    </div>
  )
}
