import { useTranslation } from 'react-i18next'
import { EntryFrame } from './EntryFrame.tsx'

/** The end of a proof at a company's identity provider, in a tab of its own. */
export function Proven() {
  const { t } = useTranslation('entry')
  return (
    <EntryFrame title={t('proven.title')}>
      <p>{t('proven.text')}</p>
    </EntryFrame>
  )
}
