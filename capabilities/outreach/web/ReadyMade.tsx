import { Button } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { inLanguage } from '#web/i18n/i18n.ts'
import { errorText } from '#web/problemText.ts'
import { useFormat, useMay } from '#web/session.ts'
import { Because } from '#web/ui/Because.tsx'
import { toast } from '#web/ui/toast.ts'
import { outreach } from './apis.ts'
import styles from './outreach.module.css'

/** Ready-made templates and sequences that this workspace has not had yet, with a button that brings them in. */
export function ReadyMade({ of }: { of: 'templates' | 'sequences' }) {
  const { t } = useTranslation('outreach')
  const { language } = useFormat()
  const may = useMay('outreach.manage')
  const queries = useQueryClient()
  const [busy, setBusy] = useState(false)
  const { data } = useQuery(outreach.ready.offered.queryOptions({ enabled: may }))
  if (!may || !data || data[of].length === 0) return null
  const names = data[of].map(({ name }) => inLanguage(name, language))
  const refresh = () => queries.invalidateQueries({ queryKey: outreach.key() })
  const bringIn = async () => {
    setBusy(true)
    try {
      const brought = await outreach.ready.bringIn.call({})
      await refresh()
      const count = brought.templates.length + brought.sequences.length
      toast(t('ready.brought', { count }), {
        undo: async () => {
          await outreach.ready.takeBack.call(brought)
          await refresh()
        },
      })
    } catch (error) {
      toast(errorText(error), { tone: 'risk' })
    } finally {
      setBusy(false)
    }
  }
  return (
    <div className={styles.offer}>
      <Because tone="info">
        {t(`ready.${of}`, { count: names.length })} <span className="quiet small">{names.join(t('ready.comma'))}</span>
      </Because>
      <Button size="xs" loading={busy} onClick={() => void bringIn()}>
        {t('ready.bringIn')}
      </Button>
    </div>
  )
}
