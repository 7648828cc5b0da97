import { useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { inLanguage } from '#web/i18n/i18n.ts'
import { errorText } from '#web/problemText.ts'
import { useFormat } from '#web/session.ts'
import { toast } from '#web/ui/toast.ts'
import { type Coverage, coverage } from './apis.ts'
import styles from './coverage.module.css'

type Given = { coverage: Coverage; may: boolean }

/** What was written down of a customer in the last days, the latest first; each can be taken back. */
export function Reported({ coverage: { reported, links }, may }: Given) {
  const { t } = useTranslation('coverage')
  const format = useFormat()
  const queries = useQueryClient()
  const refresh = () => queries.invalidateQueries({ queryKey: coverage.key() })
  if (reported.length === 0) return null
  const nameOf = (key: string) => {
    const found = links.find((link) => link.key === key)
    return found ? inLanguage(found.label, format.language) : key
  }
  const withdraw = async (id: string) => {
    try {
      await coverage.withdraw.call({ id })
      toast(t('report.withdrawn'), { undo: () => coverage.restore.call({ id }).then(refresh) })
    } catch (error) {
      toast(errorText(error), { tone: 'risk' })
    }
    await refresh()
  }
  return (
    <ul className={styles.reported}>
      {reported.map(({ id, link, on, note, by }) => (
        <li key={id}>
          <time dateTime={on}>{format.dayTable(on)}</time> <strong>{nameOf(link)}</strong> {note}
          {by ? <span className="quiet small"> {by}</span> : null}
          {may ? (
            <button
              type="button"
              className={styles.plain}
              aria-label={t('report.withdraw', { link: nameOf(link), day: format.dayTable(on) })}
              onClick={() => void withdraw(id)}
            >
              {t('report.withdrawShort')}
            </button>
          ) : null}
        </li>
      ))}
    </ul>
  )
}
