import { useTranslation } from 'react-i18next'
import { EmptyState } from './EmptyState.tsx'

/** Instead of what works with fields that the reader's role does not see: that it is hidden, and who may change that. */
export function Withheld() {
  const { t } = useTranslation()
  return <EmptyState title={t('withheldPart.title')}>{t('withheldPart.text')}</EmptyState>
}
