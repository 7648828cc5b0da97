import { Button } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { errorText } from '#web/problemText.ts'
import { useFormat, useMay } from '#web/session.ts'
import { Dialog } from '#web/ui/Dialog.tsx'
import { Notice } from '#web/ui/Notice.tsx'
import { toast } from '#web/ui/toast.ts'
import { privacy } from './api.ts'

/** Tells administrators that nothing leaves the house since a restore, and lets them change that once they have looked. */
export function EffectsNotice() {
  const may = useMay('workspace.manage')
  const { data } = useQuery({ ...privacy.effects.read.queryOptions(), enabled: may })
  return data?.hold ? <Held hold={data.hold} /> : null
}

type Hold = NonNullable<Awaited<ReturnType<typeof privacy.effects.read.call>>['hold']>

function Held({ hold }: { hold: Hold }) {
  const { t } = useTranslation(['privacy', 'web'])
  const format = useFormat()
  const queries = useQueryClient()
  const [open, setOpen] = useState(false)
  const [busy, setBusy] = useState(false)
  const release = async () => {
    setBusy(true)
    try {
      const { doubted } = await privacy.effects.release.call({})
      queries.setQueryData(privacy.effects.read.queryKey(), { hold: null })
      toast(t('held.released', { count: doubted }))
    } catch (error) {
      toast(errorText(error), { tone: 'risk' })
      setBusy(false)
    }
  }
  return (
    <Notice>
      <span>{t('held.text', { made: format.stamp(hold.backupMadeAt), count: hold.waiting })}</span>
      <Button size="compact-sm" variant="default" onClick={() => setOpen(true)}>
        {t('held.act')}
      </Button>
      <Dialog
        opened={open}
        onClose={() => setOpen(false)}
        title={t('held.title')}
        footer={
          <>
            <Button variant="default" onClick={() => setOpen(false)} data-autofocus>
              {t('web:cancel')}
            </Button>
            <Button loading={busy} onClick={() => void release()}>
              {t('held.act')}
            </Button>
          </>
        }
      >
        <p>{t('held.lead')}</p>
        <p>{t('held.marketing')}</p>
        <p>{t('held.transactional')}</p>
        <p>{t('held.refusals', { made: format.stamp(hold.backupMadeAt) })}</p>
      </Dialog>
    </Notice>
  )
}
