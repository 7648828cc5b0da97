import { Button, Switch } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useNavigate, useParams } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { inLanguage } from '#web/i18n/i18n.ts'
import { useFormat, useMay } from '#web/session.ts'
import { NotFound } from '#web/shell/NotFound.tsx'
import { BoneLines } from '#web/ui/Bones.tsx'
import { ErrorState } from '#web/ui/ErrorState.tsx'
import { MoreMenu } from '#web/ui/MoreMenu.tsx'
import { Page } from '#web/ui/Page.tsx'
import { toast } from '#web/ui/toast.ts'
import { newKey, outreach, type Sequence, type SequenceDraft, sequencesQuery } from './apis.ts'
import { useOutreachMoves } from './moves.ts'
import styles from './outreach.module.css'
import { PublishDialog } from './PublishDialog.tsx'
import { SequenceBasics } from './SequenceBasics.tsx'
import { SequenceMails } from './SequenceMails.tsx'
import { Simulation } from './Simulation.tsx'

const blank: SequenceDraft = {
  name: { ja: '', en: '' },
  aim: { ja: '', en: '' },
  follows: { what: 'plan', template: 'onboarding' },
  scope: '',
  window: { from: 9, to: 18, weekdays: true },
  holdOutPercent: 0,
  waitDays: 5,
  mails: [],
}

const draftOf = ({ name, aim, follows, scope, window, holdOutPercent, waitDays, mails }: Sequence): SequenceDraft => ({
  name,
  aim,
  follows,
  scope,
  window,
  holdOutPercent,
  waitDays,
  mails,
})

/** One sequence: whom it follows, its mails in order, and what it would do. */
export function SequencePage() {
  const { t } = useTranslation('outreach')
  const { language } = useFormat()
  const { key } = useParams({ from: '/frame/outreach/sequences/$key' })
  const { data, error, refetch } = useQuery(sequencesQuery)
  const sequence = data?.sequences.find((one) => one.key === key) ?? null
  if (data && !sequence && key !== 'new') return <NotFound />
  const title = sequence ? inLanguage(sequence.name, language) : t('add.sequence')
  const path = [{ label: t('title'), to: '/outreach' }, { label: title }]
  if (!data)
    return (
      <Page title={title} path={path}>
        {error ? (
          <ErrorState error={error} onRetry={() => void refetch()} />
        ) : (
          <BoneLines widths={[40, 90, 90]} height={34} />
        )}
      </Page>
    )
  return <Editor key={`${key} ${sequence?.version ?? 0}`} sequence={sequence} title={title} path={path} />
}

function Editor({
  sequence,
  title,
  path,
}: {
  sequence: Sequence | null
  title: string
  path: { label: string; to?: string }[]
}) {
  const { t } = useTranslation('outreach')
  const may = useMay('outreach.manage')
  const queries = useQueryClient()
  const navigate = useNavigate()
  const { turn, removeSequence } = useOutreachMoves()
  const saved = sequence ? draftOf(sequence) : blank
  const [draft, setDraft] = useState(saved)
  const [key] = useState(sequence?.key ?? newKey('sequence'))
  const [publishing, setPublishing] = useState(false)
  const changed = JSON.stringify(draft) !== JSON.stringify(saved)
  const version = sequence?.version ?? 0
  const publish = async (note: string) => {
    queries.setQueryData(sequencesQuery.queryKey, await outreach.sequences.publish.call({ key, version, note, draft }))
    toast(t('publish.told'), {
      undo: async () => {
        const undone = sequence
          ? await outreach.sequences.publish.call({ key, version: version + 1, note, draft: draftOf(sequence) })
          : await outreach.sequences.remove.call({ key, removed: true })
        queries.setQueryData(sequencesQuery.queryKey, undone)
      },
    })
    setPublishing(false)
    if (!sequence) void navigate({ to: '/outreach/sequences/$key', params: { key }, replace: true })
  }
  return (
    <Page
      title={title}
      path={path}
      sub={sequence ? t('version', { version }) : null}
      actions={
        sequence ? (
          <>
            <Switch
              checked={sequence.isOn}
              disabled={!may}
              label={sequence.isOn ? t('sequence.on') : t('sequence.off')}
              aria-label={t('sequence.turn', { name: title })}
              onChange={(event) => void turn(sequence, event.currentTarget.checked)}
            />
            {may ? (
              <MoreMenu
                label={title}
                choices={[
                  {
                    label: t('remove'),
                    danger: true,
                    onChoose: () => void removeSequence(sequence).then(() => navigate({ to: '/outreach' })),
                  },
                ]}
              />
            ) : null}
          </>
        ) : null
      }
    >
      <div className={styles.wide}>
        <div>
          <fieldset disabled={!may} className={styles.plain}>
            <SequenceBasics draft={draft} onChange={setDraft} />
            <SequenceMails draft={draft} onChange={setDraft} />
          </fieldset>
          {changed && may ? (
            <div className={styles.bar}>
              <span>{sequence ? t('publish.changed') : ''}</span>
              <Button variant="default" onClick={() => setDraft(saved)}>
                {t('publish.keep')}
              </Button>
              <Button onClick={() => setPublishing(true)}>{t('publish.send')}</Button>
            </div>
          ) : null}
        </div>
        <div className={styles.side}>{may ? <Simulation sequenceKey={key} draft={draft} /> : null}</div>
      </div>
      {publishing ? (
        <PublishDialog version={version + 1} onPublish={publish} onClose={() => setPublishing(false)} />
      ) : null}
    </Page>
  )
}
