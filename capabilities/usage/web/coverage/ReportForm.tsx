import { Button, NativeSelect, TextInput } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { inLanguage } from '#web/i18n/i18n.ts'
import { errorText } from '#web/problemText.ts'
import { useFormat } from '#web/session.ts'
import { toast } from '#web/ui/toast.ts'
import { type Coverage, coverage } from './apis.ts'
import styles from './coverage.module.css'

/** Writes down in one line that a link happened outside the product. */
export function ReportForm({ accountId, links }: { accountId: string; links: Coverage['links'] }) {
  const { t } = useTranslation('coverage')
  const format = useFormat()
  const queries = useQueryClient()
  const [link, setLink] = useState('')
  const [on, setOn] = useState<string>(format.today)
  const [note, setNote] = useState('')
  const [busy, setBusy] = useState(false)
  const chosen = links.find((one) => one.key === link) ?? links.find((one) => one.state === 'blind') ?? links.at(-1)!
  const refresh = () => queries.invalidateQueries({ queryKey: coverage.key() })
  const send = async (event: FormEvent) => {
    event.preventDefault()
    if (busy) return
    setBusy(true)
    try {
      const made = await coverage.report.call({ id: accountId, link: chosen.key, on, note })
      setNote('')
      setLink('')
      toast(t('report.done', { link: inLanguage(chosen.label, format.language) }), {
        undo: () => coverage.withdraw.call({ id: made.id }).then(refresh),
      })
      await refresh()
    } catch (error) {
      toast(errorText(error), { tone: 'risk' })
    } finally {
      setBusy(false)
    }
  }
  return (
    <form className={styles.form} aria-label={t('report.title')} onSubmit={(event) => void send(event)}>
      <NativeSelect
        size="xs"
        label={t('report.link')}
        value={chosen.key}
        onChange={(event) => setLink(event.currentTarget.value)}
        data={links.map(({ key, label }) => ({ value: key, label: inLanguage(label, format.language) }))}
      />
      <TextInput
        size="xs"
        type="date"
        required
        withAsterisk={false}
        label={t('report.on')}
        max={format.today()}
        value={on}
        onChange={(event) => setOn(event.currentTarget.value)}
      />
      <TextInput
        size="xs"
        className={styles.note}
        label={t('report.note')}
        placeholder={t('report.notePlaceholder')}
        maxLength={400}
        value={note}
        onChange={(event) => setNote(event.currentTarget.value)}
      />
      <Button size="xs" type="submit" loading={busy}>
        {t('report.send')}
      </Button>
    </form>
  )
}
