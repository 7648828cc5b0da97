import { useTranslation } from 'react-i18next'
import { Icon } from '#web/ui/Icon.tsx'
import styles from './map.module.css'

/** Something has to be put right here. */
export function Wrong() {
  const { t } = useTranslation('maps')
  return (
    <span className={styles.wrongMark}>
      <Icon name="warning" size={14} />
      <span className="visually-hidden">{t('check.count', { count: 1 })}</span>
    </span>
  )
}
